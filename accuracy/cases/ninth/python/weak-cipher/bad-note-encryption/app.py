from flask import Flask, jsonify, request

from crypto import encrypt

app = Flask(__name__)


@app.post("/notes/seal")
def seal():
    return jsonify(sealed=encrypt(request.form.get("text", "")).hex())
