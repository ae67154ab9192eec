import secrets
from enum import Enum

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import RedirectResponse

from portal.oauth import Provider, provider

router = APIRouter()


class Page(str, Enum):
    home = "home"
    bookings = "bookings"
    settings = "settings"


@router.get("/oauth/callback")
async def callback(
    request: Request, code: str, state: str, to: Page = Page.home, oauth: Provider = Depends(provider)
):
    if not secrets.compare_digest(state, request.session.pop("oauth_state", secrets.token_hex(8))):
        raise HTTPException(400)
    account = await oauth.account(code)
    request.session["subject"] = account["sub"]
    return RedirectResponse(f"/{to.value}", status_code=303)
