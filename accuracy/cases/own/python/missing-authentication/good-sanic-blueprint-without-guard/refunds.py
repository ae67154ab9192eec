from sanic import Blueprint
from sanic.response import empty

bp = Blueprint("refunds", url_prefix="/refunds")


@bp.put("/<order_id:int>")
async def refund(request, order_id):
    await request.app.ctx.db.execute("UPDATE orders SET state = 'refunded' WHERE id = $1 AND buyer_id = $2", order_id, request.ctx.user["id"])
    return empty()
