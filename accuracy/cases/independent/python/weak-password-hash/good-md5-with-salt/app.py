import hashlib
import os

from flask import Flask, request

from storage import insert_user

app = Flask(__name__)


def hash_password(password, salt):
    return hashlib.scrypt(password.encode(), salt=salt, n=2**17, r=8, p=1, maxmem=256 * 1024 * 1024).hex()


@app.post("/register")
def register():
    salt = os.urandom(16)
    insert_user(request.form["email"], salt.hex(), hash_password(request.form["password"], salt))
    return "", 201
