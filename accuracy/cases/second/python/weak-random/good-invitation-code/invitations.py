import random
import secrets
import time

import httpx


def invitation_code() -> str:
    return secrets.token_urlsafe(16)


def send(address: str, code: str) -> None:
    for attempt in range(3):
        answer = httpx.post(
            "https://mail.example.com/send", json={"to": address, "invitation": code}, timeout=5
        )
        if answer.is_success:
            return
        time.sleep(2**attempt + random.uniform(0, 0.5))
    raise RuntimeError("invitation not sent")
