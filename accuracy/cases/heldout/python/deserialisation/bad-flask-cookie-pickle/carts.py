import base64
import pickle


def load(text):
    raw = base64.urlsafe_b64decode(text)
    return pickle.loads(raw)


def dump(cart):
    return base64.urlsafe_b64encode(pickle.dumps(cart)).decode()
