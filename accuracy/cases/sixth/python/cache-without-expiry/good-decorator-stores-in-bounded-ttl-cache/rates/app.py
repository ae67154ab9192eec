import os

import asyncpg
from sanic import Request, Sanic, json
from sanic.exceptions import BadRequest, NotFound

from rates.service import RateService

app = Sanic("rates")


@app.before_server_start
async def setup(app: Sanic, _) -> None:
    app.ctx.rates = RateService(await asyncpg.create_pool(os.environ["DATABASE_URL"]))


@app.get("/quote")
async def quote(request: Request):
    postcode, weight = request.args.get("postcode", ""), request.args.get("weight", "")
    if not 3 <= len(postcode) <= 10 or not weight.isdecimal():
        raise BadRequest("postcode and weight")
    price = await request.app.ctx.rates.quote(postcode, int(weight[:6]))
    if price is None:
        raise NotFound("no rate")
    return json({"price": price})
