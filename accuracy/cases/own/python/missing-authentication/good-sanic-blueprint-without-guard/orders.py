from sanic import Blueprint
from sanic.response import json

bp = Blueprint("orders", url_prefix="/orders")


@bp.get("/<order_id:int>")
async def show(request, order_id):
    row = await request.app.ctx.db.fetchrow("SELECT id, state FROM orders WHERE id = $1 AND buyer_id = $2", order_id, request.ctx.user["id"])
    return json({"id": row["id"], "state": row["state"]})
