from argon2 import PasswordHasher
from sanic import Blueprint
from sanic.exceptions import BadRequest, NotFound
from sanic.response import json

bp = Blueprint("invitations", url_prefix="/invitations")
hasher = PasswordHasher()


def text_of(body, name):
    value = body.get(name)
    if not isinstance(value, str) or not value:
        raise BadRequest(f"{name} must be text")
    return value


@bp.post("/accept")
async def accept(request):
    body = request.json or {}
    password = text_of(body, "password")
    user = await request.app.ctx.users.by_invitation(text_of(body, "email"), text_of(body, "code"))
    if user is None:
        raise NotFound("no such invitation")
    await request.app.ctx.users.activate(user["_id"], hasher.hash(password))
    return json({"active": True})
