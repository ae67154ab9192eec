from sanic import Blueprint, Sanic
from sanic.exceptions import Unauthorized

import orders
import refunds

app = Sanic("shop")
shop = Blueprint.group(orders.bp, refunds.bp, url_prefix="/shop")


@shop.middleware("request")
async def signed_in(request):
    request.ctx.user = await request.app.ctx.sessions.find(request.token)
    if request.ctx.user is None:
        raise Unauthorized("sign in first")


app.blueprint(shop)
