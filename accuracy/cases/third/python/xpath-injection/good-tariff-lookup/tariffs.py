from functools import cache

from lxml import etree
from sanic import Blueprint
from sanic.exceptions import NotFound
from sanic.response import json

bp = Blueprint("tariffs", url_prefix="/tariffs")
PARSER = etree.XMLParser(resolve_entities=False, no_network=True)


@cache
def schedule() -> etree._ElementTree:
    return etree.parse("/srv/tariffs/schedule.xml", PARSER)


@bp.get("/<code:str>")
async def tariff(request, code: str):
    found = schedule().xpath("//tariff[@code=$code and @public='yes']", code=code)
    if not found:
        raise NotFound("no such tariff")
    return json({"code": code, "rate": found[0].findtext("rate")})
