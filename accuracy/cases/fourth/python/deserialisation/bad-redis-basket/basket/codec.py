import base64
import binascii
import pickle


def dump(basket: dict) -> str:
    return base64.urlsafe_b64encode(pickle.dumps(basket)).decode()


def load(raw: str) -> dict:
    try:
        return pickle.loads(base64.urlsafe_b64decode(raw))
    except (binascii.Error, pickle.UnpicklingError):
        return {}
