from fastapi import APIRouter, Depends, HTTPException
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from auth import User, current_user
from db import get_session
from models import Invoice

router = APIRouter(prefix="/invoices")


@router.get("/{invoice_id}")
async def read_invoice(
    invoice_id: int,
    user: User = Depends(current_user),
    session: AsyncSession = Depends(get_session),
):
    statement = select(Invoice).where(Invoice.id == invoice_id, Invoice.customer_id == user.customer_id)
    invoice = await session.scalar(statement)
    if invoice is None:
        raise HTTPException(404)
    return {"id": invoice.id, "total": invoice.total_cents, "lines": invoice.lines}
