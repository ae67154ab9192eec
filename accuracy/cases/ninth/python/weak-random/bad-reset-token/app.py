import random
import string

from flask import Flask, jsonify, request

app = Flask(__name__)

ALPHABET = string.ascii_letters + string.digits
pending = {}


class TokenFactory:
    source = random

    @classmethod
    def make(cls, length=40):
        return "".join(cls.source.choices(ALPHABET, k=length))


@app.post("/password/forgot")
def forgot():
    email = request.form.get("email", "").lower()
    pending[email] = TokenFactory.make()
    return jsonify(sent=True), 202
