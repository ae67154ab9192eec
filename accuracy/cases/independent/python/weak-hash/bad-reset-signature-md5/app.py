import hashlib
import hmac
import os

from flask import Flask, make_response, url_for

app = Flask(__name__)
KEY = os.environ["LINK_KEY"]


def sign(path: str) -> str:
    return hashlib.md5((KEY + path).encode()).hexdigest()


@app.get("/link/<int:number>")
def link(number):
    path = url_for("link", number=number)
    response = make_response({"path": path, "signature": sign(path)})
    return response
