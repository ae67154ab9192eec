import random
import secrets
import string
import time

from flask import Flask, request

from mail import send_reset

app = Flask(__name__)


def reset_token():
    alphabet = string.ascii_letters + string.digits
    return "".join(secrets.choice(alphabet) for _ in range(32))


def deliver(address, token, attempts=3):
    for attempt in range(attempts):
        if send_reset(address, token):
            return True
        time.sleep(2**attempt + random.random())
    return False


@app.post("/password/forgot")
def forgot():
    deliver(request.form["email"], reset_token())
    return "", 202
