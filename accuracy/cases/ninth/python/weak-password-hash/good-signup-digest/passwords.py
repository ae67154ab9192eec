import hashlib
import os


def protect(password):
    salt = os.urandom(16)
    stored_password = hashlib.scrypt(password.encode(), salt=salt, n=2**15, r=8, p=3, maxmem=2**26).hex()
    return f"{salt.hex()}${stored_password}"
