import base64
import hashlib
import hmac
import pickle


class BadSession(ValueError):
    pass


class SessionCodec:
    def __init__(self, key: bytes) -> None:
        self.key = key

    def _sign(self, blob: bytes) -> bytes:
        return hmac.new(self.key, blob, hashlib.sha256).digest()

    def encode(self, data: dict) -> str:
        blob = pickle.dumps(data, protocol=5)
        return base64.urlsafe_b64encode(self._sign(blob) + blob).decode()

    def decode(self, text: str) -> dict:
        raw = base64.urlsafe_b64decode(text.encode())
        signature, blob = raw[:32], raw[32:]
        if not hmac.compare_digest(signature, self._sign(blob)):
            raise BadSession("signature")
        return pickle.loads(blob)
