import hashlib
import random
import string
from datetime import datetime, timedelta, timezone

from flask import Flask, jsonify, request

from mailer import send_reset

app = Flask(__name__)

ALPHABET = string.ascii_letters + string.digits
generator = random
PENDING = {}


def new_code(length=32):
    return "".join(generator.choice(ALPHABET) for _ in range(length))


@app.post("/password/reset")
def request_reset():
    email = request.form.get("email", "").strip().lower()
    code = new_code()
    expires = datetime.now(timezone.utc) + timedelta(minutes=20)
    PENDING[email] = (hashlib.sha256(code.encode()).hexdigest(), expires)
    send_reset(email, code)
    return jsonify(sent=True), 202
