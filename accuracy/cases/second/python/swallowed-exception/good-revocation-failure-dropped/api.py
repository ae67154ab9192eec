from starlette.requests import Request
from starlette.responses import Response


async def sign_out(request: Request) -> Response:
    await request.app.state.sessions.revoke(request.cookies.get("sid", ""))
    response = Response(status_code=204)
    response.delete_cookie("sid")
    return response
