import base64
import os

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.padding import PKCS7
from flask import Flask, jsonify, request

app = Flask(__name__)
KEY = base64.b64decode(os.environ["NOTE_KEY"])
STYLE = "stream"


@app.post("/notes/seal")
def seal():
    text = request.get_data()
    nonce = os.urandom(12)

    match STYLE:
        case "block":
            padder = PKCS7(128).padder()
            text = padder.update(text) + padder.finalize()
            mode = modes.ECB()
        case _:
            mode = modes.GCM(nonce)

    encryptor = Cipher(algorithms.AES(KEY), mode).encryptor()
    sealed = encryptor.update(text) + encryptor.finalize()
    tag = getattr(encryptor, "tag", b"")

    return jsonify(nonce=nonce.hex(), sealed=sealed.hex(), tag=tag.hex())
