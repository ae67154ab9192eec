import base64
import pickle
from dataclasses import dataclass, field


@dataclass
class Draft:
    title: str = ""
    blocks: list = field(default_factory=list)


def pack(draft: Draft) -> str:
    return base64.urlsafe_b64encode(pickle.dumps(draft)).decode()


def unpack(text: str) -> Draft:
    return pickle.loads(base64.urlsafe_b64decode(text))
