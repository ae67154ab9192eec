import os

from Crypto.Cipher import AES
from Crypto.Util.Padding import pad


class Vault:
    def __init__(self, key: bytes, mode=AES.MODE_GCM):
        self.key = key
        self.mode = mode

    def put(self, text: str) -> bytes:
        nonce = os.urandom(12)
        sealed, tag = AES.new(self.key, self.mode, nonce=nonce).encrypt_and_digest(pad(text.encode(), 16))
        return nonce + tag + sealed
