import asyncio
from urllib.parse import urlsplit

import structlog
from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import JSONResponse, RedirectResponse
from itsdangerous import BadData, URLSafeTimedSerializer
from redis.exceptions import RedisError
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from app.auth import Session, public

router = APIRouter()
log = structlog.get_logger()


@router.get("/healthz")
@public
async def alive() -> dict[str, str]:
    return {"status": "ok"}


@router.get("/readyz")
@public
async def ready(request: Request, session: Session):
    try:
        async with asyncio.timeout(2):
            await session.execute(text("SELECT 1"))
            await request.app.state.redis.ping()
    except (SQLAlchemyError, RedisError, OSError, TimeoutError) as error:
        log.warning("not_ready", reason=type(error).__name__)
        return JSONResponse({"status": "unavailable"}, status_code=503)
    return {"status": "ok"}


@router.get("/go/{token}", include_in_schema=False)
@public
async def follow_pay_link(token: str, request: Request):
    """Links in invoice mails; the token holds the address of the payment page."""
    settings = request.app.state.settings
    signer = URLSafeTimedSerializer(settings.link_secret.get_secret_value(), salt="pay-link")
    try:
        target = signer.loads(token, max_age=45 * 86400)
    except BadData as error:
        raise HTTPException(404, "Unknown link") from error
    if not isinstance(target, str) or urlsplit(target).scheme != "https":
        raise HTTPException(404, "Unknown link")
    if urlsplit(target).hostname not in settings.pay_hosts:
        raise HTTPException(404, "Unknown link")
    return RedirectResponse(target, status_code=303)
