import configparser
import hashlib
from pathlib import Path

from flask import Flask, jsonify, request

app = Flask(__name__)
settings = configparser.ConfigParser()
settings.read(Path(__file__).with_name("seal.ini"))


@app.post("/documents/seal")
def seal():
    content = request.get_data()
    algorithm = settings.get("seal", "algorithm", fallback="sha512")
    digest = hashlib.new(algorithm)
    digest.update(settings.get("seal", "prefix").encode())
    digest.update(content)
    return jsonify(seal=digest.hexdigest())
