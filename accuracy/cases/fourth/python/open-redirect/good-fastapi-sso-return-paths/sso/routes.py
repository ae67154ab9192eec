from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import RedirectResponse

from .provider import Provider, get_provider

router = APIRouter(prefix="/sso")
PAGES = {"home": "/", "orders": "/orders", "settings": "/account/settings"}


@router.get("/callback")
async def callback(request: Request, code: str, return_to: str = "home", provider: Provider = Depends(get_provider)):
    identity = await provider.exchange(code)
    if identity is None:
        raise HTTPException(401)
    request.session["sub"] = identity.subject
    return RedirectResponse(PAGES.get(return_to, "/"), status_code=303)
