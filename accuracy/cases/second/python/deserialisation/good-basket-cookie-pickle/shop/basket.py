import base64
import json


def encode(items: dict[str, int]) -> str:
    return base64.urlsafe_b64encode(json.dumps(items).encode()).decode()


def decode(value: str) -> dict[str, int]:
    raw = base64.urlsafe_b64decode(value.encode())
    return {str(sku): int(count) for sku, count in json.loads(raw).items()}
