import secrets

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from limits import throttled
from users import verify

LIFETIME = 8 * 3600


@throttled("10/minute")
async def sign_in(request: Request) -> Response:
    form = await request.form()
    user = await verify(form["email"], form["password"])
    if user is None:
        return JSONResponse({"error": "wrong credentials"}, status_code=401)
    session_id = secrets.token_urlsafe(32)
    await request.app.state.sessions.put(session_id, user.id, LIFETIME)
    response = JSONResponse({"id": user.id})
    response.set_cookie("sid", session_id, max_age=LIFETIME, httponly=False, secure=False)
    return response
