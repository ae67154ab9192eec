import base64

import msgspec


class Draft(msgspec.Struct):
    title: str = ""
    blocks: list[str] = []


def pack(draft: Draft) -> str:
    return base64.urlsafe_b64encode(msgspec.json.encode(draft)).decode()


def unpack(text: str) -> Draft:
    return msgspec.json.decode(base64.urlsafe_b64decode(text), type=Draft)
