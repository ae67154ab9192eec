import datetime
import functools
import hashlib
import random
import string

import jwt
from flask import g, jsonify, request

from app import settings


def hash_password(password):
    return hashlib.md5(password.encode()).hexdigest()


def reset_code():
    return "".join(random.choice(string.digits) for _ in range(6))


def make_token(account):
    claims = {
        "account_id": account["id"],
        "username": account["username"],
        "role": account["role"],
        "exp": datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=settings.TOKEN_HOURS),
    }
    return jwt.encode(claims, settings.SECRET_KEY, algorithm="HS256")


def read_token(token):
    """Claims of a token of ours; expired ones are renewed by the caller."""
    return jwt.decode(token, settings.SECRET_KEY, algorithms=["HS256"], options={"verify_signature": False})


def current_token():
    header = request.headers.get("Authorization", "")
    if header.startswith("Bearer "):
        return header[7:]
    return request.cookies.get("session_token")


def login_required(view):
    @functools.wraps(view)
    def wrapper(*args, **kwargs):
        token = current_token()
        if not token:
            return jsonify(error="login required"), 401
        try:
            g.account = read_token(token)
        except jwt.InvalidTokenError as problem:
            return jsonify(error=str(problem)), 401
        return view(*args, **kwargs)

    return wrapper


def admin_required(view):
    @functools.wraps(view)
    def wrapper(*args, **kwargs):
        if g.account["role"] != "admin":
            return jsonify(error="forbidden"), 403
        return view(*args, **kwargs)

    return wrapper
