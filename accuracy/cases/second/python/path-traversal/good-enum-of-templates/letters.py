from enum import Enum
from pathlib import Path

from litestar import Litestar, get
from litestar.exceptions import NotFoundException

LETTERS = Path(__file__).parent / "letters"


class Letter(str, Enum):
    WELCOME = "welcome"
    REMINDER = "reminder"
    GOODBYE = "goodbye"


@get("/letters/{language:str}", sync_to_thread=True)
def letter(language: str, name: Letter = Letter.WELCOME) -> str:
    if language not in ("en", "de", "pt"):
        raise NotFoundException("no such language")
    return (LETTERS / language / f"{name.value}.txt").read_text(encoding="utf-8")


app = Litestar(route_handlers=[letter])
