import os

import asyncpg
from sanic import Request, Sanic, empty
from sanic.exceptions import BadRequest

from telemetry.devices import Reading, ReadingSink
from telemetry.gateway import signed_by_gateway
from telemetry.logs import configure

app = Sanic("telemetry", configure_logging=False)


@app.before_server_start
async def setup(app: Sanic, _) -> None:
    configure()
    app.ctx.pool = await asyncpg.create_pool(os.environ["DATABASE_URL"])


@app.post("/readings")
@signed_by_gateway
async def readings(request: Request):
    try:
        reading = Reading(str(request.json["device"]), float(request.json["value"]))
    except (KeyError, TypeError, ValueError):
        raise BadRequest("reading")
    await ReadingSink(app.ctx.pool).accept(reading)
    return empty()
