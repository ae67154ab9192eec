import os

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.padding import PKCS7

KEY = bytes.fromhex(os.environ["NOTES_KEY"])


def encrypt(text):
    padder = PKCS7(128).padder()
    padded = padder.update(text.encode()) + padder.finalize()
    mode = modes.GCM(os.urandom(12))
    encryptor = Cipher(algorithms.AES(KEY), mode).encryptor()
    sealed = encryptor.update(padded) + encryptor.finalize()
    return mode.initialization_vector + encryptor.tag + sealed
