from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from session.accounts import verify
from session.cookies import SESSION
from session.store import attempts, open_session


async def login(request: Request) -> JSONResponse:
    if await attempts(request.client.host) > 10:
        return JSONResponse({"error": "later"}, status_code=429)
    form = await request.form()
    user_id = await verify(str(form.get("email", "")), str(form.get("password", "")))
    if user_id is None:
        return JSONResponse({"error": "email or password"}, status_code=401)
    key = await open_session(user_id, SESSION.max_age)
    return SESSION.put(JSONResponse({"user": user_id}), key)


app = Starlette(routes=[Route("/login", login, methods=["POST"])])
