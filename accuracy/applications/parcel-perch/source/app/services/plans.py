import base64
import pickle
import zlib


def pack(stops: list[dict]) -> str:
    return base64.b64encode(zlib.compress(pickle.dumps(stops))).decode()


def unpack(text: str) -> list[dict]:
    return pickle.loads(zlib.decompress(base64.b64decode(text)))
