import yaml
from litestar import Litestar, Request, post
from litestar.exceptions import ValidationException


def parse(text: str) -> dict:
    document = yaml.safe_load(text)
    if not isinstance(document, dict) or "steps" not in document:
        raise ValidationException("steps are missing")
    return document


@post("/pipelines/validate")
async def validate(request: Request) -> dict[str, int]:
    body = await request.body()
    return {"steps": len(parse(body.decode())["steps"])}


app = Litestar(route_handlers=[validate], request_max_body_size=200_000)
