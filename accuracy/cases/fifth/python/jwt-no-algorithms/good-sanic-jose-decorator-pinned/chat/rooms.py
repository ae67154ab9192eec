from sanic import Blueprint
from sanic.response import json

from chat.auth import protected

bp = Blueprint("rooms", url_prefix="/rooms")


@bp.get("/")
@protected
async def my_rooms(request):
    rooms = await request.app.ctx.rooms.of_member(request.ctx.claims["sub"], limit=50)
    return json(rooms)


@bp.post("/<room:int>/leave")
@protected
async def leave(request, room):
    await request.app.ctx.rooms.remove_member(room, request.ctx.claims["sub"])
    return json({"left": room})
