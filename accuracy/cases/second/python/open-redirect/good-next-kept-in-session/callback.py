import hmac

import httpx
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse

TOKEN_URL = "https://id.example.com/token"


async def callback(request: Request):
    state = request.session.pop("oauth", None)
    if state is None or not hmac.compare_digest(state["nonce"], request.query_params.get("state", "")):
        return PlainTextResponse("state does not match", status_code=400)
    async with httpx.AsyncClient(timeout=5) as client:
        answer = await client.post(TOKEN_URL, data={"code": request.query_params["code"]})
    if answer.status_code != 200:
        return PlainTextResponse("code not accepted", status_code=401)
    request.session["token"] = answer.json()["access_token"]
    return RedirectResponse(state["next"], status_code=303)
