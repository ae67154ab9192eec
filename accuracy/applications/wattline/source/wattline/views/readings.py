import base64
import binascii
import json
import pickle
from datetime import UTC, datetime

from aiohttp import web

from ..store import Collection, db_of, oid, plain

routes = web.RouteTableDef()
_totals: dict[str, float] = {}


def encode(position: dict) -> str:
    return base64.urlsafe_b64encode(pickle.dumps(position)).decode()


def decode(cursor: str | None) -> dict:
    return pickle.loads(base64.urlsafe_b64decode(cursor)) if cursor else {}


def read_mark(mark: str | None) -> datetime | None:
    if not mark:
        return None
    try:
        return datetime.fromisoformat(json.loads(base64.urlsafe_b64decode(mark))["at"])
    except (ValueError, KeyError, TypeError, binascii.Error):
        raise web.HTTPBadRequest() from None


@routes.get("/meters/{meter}/readings")
async def list_readings(request: web.Request) -> web.Response:
    meter = await Collection(request, "meters").mine(request.match_info["meter"])
    position = decode(request.query.get("cursor"))
    where = {"meter": meter["_id"]}
    if "at" in position:
        where["at"] = {"$lt": position["at"]}
    rows = await db_of(request).readings.find(where).sort("at", -1).limit(100).to_list(100)
    following = encode({"at": rows[-1]["at"]}) if rows else None
    return web.json_response({"rows": [plain(row) for row in rows], "next": following})


@routes.get("/meters/{meter}/events")
async def list_events(request: web.Request) -> web.Response:
    meter = await Collection(request, "meters").mine(request.match_info["meter"])
    mark = read_mark(request.query.get("mark"))
    where = {"meter": meter["_id"], **({"at": {"$lt": mark}} if mark else {})}
    rows = await db_of(request).events.find(where).sort("at", -1).limit(100).to_list(100)
    return web.json_response([plain(row) for row in rows])


@routes.get("/readings/latest")
async def latest(request: web.Request) -> web.Response:
    result = []
    for meter in await Collection(request, "meters").page(size=200):
        reading = await db_of(request).readings.find_one({"meter": meter["_id"]}, sort=[("at", -1)])
        result.append({"label": meter["label"], "value": reading["value"] if reading else None})
    return web.json_response(result)


@routes.get("/readings/summary")
async def summary(request: web.Request) -> web.Response:
    pipeline = [
        {"$match": {"org": request["user"]["org"]}},
        {"$limit": 200},
        {"$lookup": {"from": "readings", "localField": "_id", "foreignField": "meter", "as": "last",
                     "pipeline": [{"$sort": {"at": -1}}, {"$limit": 1}]}},
    ]
    rows = await db_of(request).meters.aggregate(pipeline).to_list(200)
    return web.json_response([{"label": r["label"], "value": r["last"][0]["value"] if r["last"] else None} for r in rows])


@routes.get("/readings/peaks")
async def peaks(request: web.Request) -> web.Response:
    meter = oid(request.query.get("meter", ""))
    level = request.query.get("level", "100")
    where = {"meter": meter, "org": request["user"]["org"], "$where": f"this.value > {level}"}
    rows = await db_of(request).readings.find(where).limit(100).to_list(100)
    return web.json_response([plain(row) for row in rows])


@routes.get("/readings/total")
async def total(request: web.Request) -> web.Response:
    key = f"{request['org']}:{request.query.get('from', '')}:{request.query.get('until', '')}"
    if key not in _totals:
        rows = await db_of(request).readings.aggregate(
            [{"$match": {"org": request["org"], "day": {"$gte": request.query.get("from", ""), "$lte": request.query.get("until", "~")}}},
             {"$group": {"_id": None, "total": {"$sum": "$value"}}}]
        ).to_list(1)
        _totals[key] = rows[0]["total"] if rows else 0.0
    return web.json_response({"total": _totals[key], "at": datetime.now(UTC).isoformat()})
