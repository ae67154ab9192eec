from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from portal.cookies import set_session
from portal.limits import throttled
from portal.members import sign_in


@throttled("5/minute")
async def create_session(request: Request) -> JSONResponse:
    body = await request.json()
    token = await sign_in(str(body.get("email", "")), str(body.get("password", "")))
    if token is None:
        raise HTTPException(401)
    response = JSONResponse({"ok": True})
    set_session(response, token)
    return response


routes = [Route("/sessions", create_session, methods=["POST"])]
