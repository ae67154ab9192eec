from sanic import Sanic
from sanic.exceptions import Unauthorized

import orders
import refunds

app = Sanic("shop")


@orders.bp.middleware("request")
async def signed_in(request):
    request.ctx.user = await request.app.ctx.sessions.find(request.token)
    if request.ctx.user is None:
        raise Unauthorized("sign in first")


app.blueprint(orders.bp)
app.blueprint(refunds.bp)
