import base64
import pickle


def encode(items: dict[str, int]) -> str:
    return base64.urlsafe_b64encode(pickle.dumps(items)).decode()


def decode(value: str) -> dict[str, int]:
    raw = base64.urlsafe_b64decode(value.encode())
    return pickle.loads(raw)
