from Crypto.Cipher import AES
from Crypto.Util.Padding import pad


class Vault:
    def __init__(self, key: bytes, mode=AES.MODE_ECB):
        self.key = key
        self.mode = mode

    def put(self, text: str) -> bytes:
        return AES.new(self.key, self.mode).encrypt(pad(text.encode(), 16))
