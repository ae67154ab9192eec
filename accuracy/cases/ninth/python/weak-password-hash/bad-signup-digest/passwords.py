import hashlib
import os


def protect(password):
    salt = os.urandom(16)
    stored_password = hashlib.sha256(salt + password.encode()).hexdigest()
    return f"{salt.hex()}${stored_password}"
