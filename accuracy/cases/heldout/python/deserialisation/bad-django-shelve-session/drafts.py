import base64
import pickle
import zlib


def load(text):
    return pickle.loads(zlib.decompress(base64.b64decode(text)))
