from sanic import Blueprint
from sanic.response import empty

bp = Blueprint("refunds", url_prefix="/refunds")


@bp.put("/<order_id:int>")
async def refund(request, order_id):
    await request.app.ctx.db.execute("UPDATE orders SET state = 'refunded' WHERE id = $1", order_id)
    return empty()
