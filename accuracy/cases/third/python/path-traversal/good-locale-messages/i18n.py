import json
from functools import partial
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

MESSAGES = Path(__file__).parent / "messages"
LANGUAGES = {"en", "fr", "de", "pt-BR"}


def load(directory: Path, language: str) -> dict:
    return json.loads((directory / f"{language}.json").read_text("utf-8"))


load_messages = partial(load, MESSAGES)


def messages(request: Request) -> JSONResponse:
    language = request.query_params.get("lang") or request.headers.get("accept-language", "en").split(",")[0]
    if language not in LANGUAGES:
        language = "en"
    return JSONResponse(load_messages(language))


app = Starlette(routes=[Route("/messages", messages, methods=["GET"])])
