from pathlib import Path

from litestar import Litestar, get
from litestar.exceptions import NotFoundException

LETTERS = Path(__file__).parent / "letters"


@get("/letters/{language:str}", sync_to_thread=True)
def letter(language: str, name: str = "welcome") -> str:
    if language not in ("en", "de", "pt"):
        raise NotFoundException("no such language")
    return (LETTERS / language / f"{name}.txt").read_text(encoding="utf-8")


app = Litestar(route_handlers=[letter])
