import os

from cryptography.hazmat.primitives.ciphers.aead import AESGCM


def encrypt(plain, key):
    nonce = os.urandom(12)
    return nonce + AESGCM(key).encrypt(nonce, plain, None)
