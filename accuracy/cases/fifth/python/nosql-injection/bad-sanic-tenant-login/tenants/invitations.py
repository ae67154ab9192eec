from argon2 import PasswordHasher
from sanic import Blueprint
from sanic.exceptions import BadRequest, NotFound
from sanic.response import json

bp = Blueprint("invitations", url_prefix="/invitations")
hasher = PasswordHasher()


@bp.post("/accept")
async def accept(request):
    body = request.json or {}
    if "password" not in body:
        raise BadRequest("password is missing")
    user = await request.app.ctx.users.by_invitation(body.get("email"), body.get("code"))
    if user is None:
        raise NotFound("no such invitation")
    await request.app.ctx.users.activate(user["_id"], hasher.hash(body["password"]))
    return json({"active": True})
