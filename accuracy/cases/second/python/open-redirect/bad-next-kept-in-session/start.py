import os
import secrets
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse

AUTHORIZE = "https://id.example.com/authorize?"


async def start(request: Request):
    nonce = secrets.token_urlsafe(16)
    wanted = request.query_params.get("next", "/dashboard")
    request.session["oauth"] = {"nonce": nonce, "next": wanted}
    return RedirectResponse(AUTHORIZE + urlencode({"state": nonce, "client_id": os.environ["OAUTH_ID"]}))
