from datetime import timedelta

from fastapi import APIRouter, HTTPException
from sqlalchemy import func, select

from app.api.deps import CurrentUser, SessionDep, SessionUser
from app.core import security
from app.models import ApiToken, Webhook, now
from app.schemas import (
    ApiTokenCreate,
    ApiTokenCreated,
    ApiTokenRead,
    WebhookCreate,
    WebhookRead,
    WebhookTestResult,
)
from app.services import webhooks

router = APIRouter(tags=["integrations"])
MAX_PER_USER = 20


def _room(session, model, user_id: int) -> None:
    if session.scalar(select(func.count()).select_from(model).where(model.user_id == user_id)) >= MAX_PER_USER:
        raise HTTPException(status_code=409, detail="Remove one first")


@router.get("/tokens")
def read_tokens(session: SessionDep, current_user: SessionUser) -> list[ApiTokenRead]:
    return list(session.scalars(select(ApiToken).where(ApiToken.user_id == current_user.id).limit(100)))


@router.post("/tokens", status_code=201)
def create_token(session: SessionDep, body: ApiTokenCreate, current_user: SessionUser) -> ApiTokenCreated:
    _room(session, ApiToken, current_user.id)
    token = security.new_api_token()
    row = ApiToken(
        user_id=current_user.id,
        name=body.name,
        scopes=sorted(set(body.scopes)),
        token=token,
        expires_at=now() + timedelta(days=body.days),
    )
    session.add(row)
    session.commit()
    return row


@router.delete("/tokens/{token_id}", status_code=204)
def delete_token(session: SessionDep, token_id: int, current_user: SessionUser) -> None:
    row = session.get(ApiToken, token_id)
    if row is None or row.user_id != current_user.id:
        raise HTTPException(status_code=404, detail="Token not found")
    session.delete(row)
    session.commit()


@router.get("/webhooks")
def read_webhooks(session: SessionDep, current_user: CurrentUser) -> list[WebhookRead]:
    return list(session.scalars(select(Webhook).where(Webhook.user_id == current_user.id).limit(100)))


@router.post("/webhooks", status_code=201)
def create_webhook(session: SessionDep, body: WebhookCreate, current_user: CurrentUser) -> WebhookRead:
    _room(session, Webhook, current_user.id)
    hook = Webhook(user_id=current_user.id, **body.model_dump())
    session.add(hook)
    session.commit()
    return hook


@router.post("/webhooks/{webhook_id}/test")
def test_webhook(session: SessionDep, webhook_id: int, current_user: CurrentUser) -> WebhookTestResult:
    hook = session.get(Webhook, webhook_id)
    if hook is None or hook.user_id != current_user.id:
        raise HTTPException(status_code=404, detail="Webhook not found")
    payload = {"event": hook.event, "test": True, "sent_at": now().isoformat()}
    status, text = webhooks.deliver(hook, payload)
    return WebhookTestResult(delivered=status is not None and status < 300, status_code=status, response=text)
