from sanic import Blueprint, Request, json
from sanic.exceptions import BadRequest, Unauthorized

from builds.checkout import CheckoutFailed, checkout
from builds.queue import enqueue_build

builds = Blueprint("builds", url_prefix="/builds")


@builds.on_request
async def authenticated(request: Request) -> None:
    request.ctx.user = await request.app.ctx.sessions.user_of(request.token)
    if request.ctx.user is None:
        raise Unauthorized("token")


@builds.post("/")
async def create(request: Request):
    spec = request.json or {}
    address, branch = spec.get("repository"), spec.get("branch", "")
    if not isinstance(address, str) or not isinstance(branch, str):
        raise BadRequest("repository")
    try:
        tree = await checkout(address, branch)
    except CheckoutFailed:
        raise BadRequest("the repository could not be read")
    build_id = await enqueue_build(request.ctx.user.id, tree)
    return json({"build": build_id}, status=202)
