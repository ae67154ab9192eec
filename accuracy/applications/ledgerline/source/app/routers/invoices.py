import hashlib
import uuid
from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, Header, HTTPException, Query, Request, Response, UploadFile
from fastapi.responses import FileResponse

from app.auth import Accountant, Owner, Session, Viewer
from app.repositories import AttachmentRepository, InvoiceRepository, WebhookRepository
from app.schemas import (
    AttachmentOut, InvoiceDetail, InvoiceIn, InvoiceOut, InvoiceQuery, PaymentIn, RevenueRow,
    WebhookCreated, WebhookIn, WebhookOut,
)
from app.services.invoices import InvoiceService
from app.services.webhooks import ForbiddenTarget, resolve_public

router = APIRouter(prefix="/v1")


@router.get("/invoices", response_model=list[InvoiceOut])
async def list_invoices(query: Annotated[InvoiceQuery, Query()], who: Viewer, session: Session):
    return await InvoiceRepository(session, who.tenant_id).search(query)


@router.post("/invoices", response_model=InvoiceOut, status_code=201)
async def create_invoice(body: InvoiceIn, who: Accountant, session: Session):
    return await InvoiceService(session, who).create(body)


@router.get("/invoices/{invoice_id}", response_model=InvoiceDetail)
async def read_invoice(
    invoice_id: uuid.UUID, who: Viewer, session: Session, if_none_match: Annotated[str | None, Header()] = None
):
    detail = InvoiceDetail.model_validate(await InvoiceRepository(session, who.tenant_id).detail(invoice_id))
    body = detail.model_dump_json().encode()
    etag = f'"{hashlib.md5(body, usedforsecurity=False).hexdigest()}"'
    headers = {"ETag": etag, "Cache-Control": "private, no-cache"}
    if if_none_match == etag:
        return Response(status_code=304, headers=headers)
    return Response(body, media_type="application/json", headers=headers)


@router.post("/invoices/{invoice_id}/send", response_model=InvoiceOut)
async def send_invoice(invoice_id: uuid.UUID, who: Accountant, session: Session):
    return await InvoiceService(session, who).send(invoice_id)


@router.post("/invoices/{invoice_id}/payments", response_model=InvoiceOut)
async def pay_invoice(
    invoice_id: uuid.UUID, body: PaymentIn, who: Accountant, session: Session,
    idempotency_key: Annotated[uuid.UUID, Header()],
):
    return await InvoiceService(session, who).pay(invoice_id, body.amount, idempotency_key)


@router.get("/revenue", response_model=list[RevenueRow])
async def revenue(who: Viewer, session: Session, since: date, bucket: Literal["week", "month"] = "month"):
    return await InvoiceRepository(session, who.tenant_id).revenue(bucket, since)


@router.post("/invoices/{invoice_id}/attachments", response_model=AttachmentOut, status_code=201)
async def attach(invoice_id: uuid.UUID, file: UploadFile, request: Request, who: Accountant, session: Session):
    invoice = await InvoiceRepository(session, who.tenant_id).get(invoice_id)
    attachment_id = uuid.uuid4()
    media_type, size = await request.app.state.store.save(attachment_id, file)
    attachment = AttachmentRepository(session, who.tenant_id).add(
        id=attachment_id, invoice_id=invoice.id, media_type=media_type, size=size
    )
    await session.commit()
    return attachment


@router.get("/attachments/{attachment_id}")
async def download(attachment_id: uuid.UUID, request: Request, who: Viewer, session: Session):
    found = await AttachmentRepository(session, who.tenant_id).get(attachment_id)
    return FileResponse(
        request.app.state.store.path(found.id), media_type=found.media_type,
        filename=f"attachment-{found.id}", content_disposition_type="attachment",
    )


@router.get("/webhooks", response_model=list[WebhookOut])
async def list_webhooks(who: Owner, session: Session):
    return await WebhookRepository(session, who.tenant_id).page(limit=50)


@router.post("/webhooks", response_model=WebhookCreated, status_code=201)
async def create_webhook(body: WebhookIn, request: Request, who: Owner, session: Session):
    try:
        await resolve_public(str(body.url))
    except ForbiddenTarget as error:
        raise HTTPException(422, "This address cannot receive webhooks") from error
    secret, sealed = request.app.state.box.new()
    endpoint = WebhookRepository(session, who.tenant_id).add(url=str(body.url), sealed_secret=sealed)
    await session.commit()
    # The only time that the secret is shown.
    return WebhookCreated(id=endpoint.id, url=endpoint.url, signing_secret=secret)


@router.delete("/webhooks/{endpoint_id}", status_code=204)
async def delete_webhook(endpoint_id: uuid.UUID, who: Owner, session: Session) -> None:
    await session.delete(await WebhookRepository(session, who.tenant_id).get(endpoint_id))
    await session.commit()
