import uuid
from decimal import ROUND_HALF_UP, Decimal

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from app.auth import Principal
from app.models import Invoice, InvoiceLine, InvoiceStatus, Tenant
from app.repositories import InvoiceRepository, PaymentRepository
from app.schemas import InvoiceIn
from app.services.webhooks import enqueue

CENT = Decimal("0.01")


class Conflict(Exception):
    """The operation does not fit the state of the invoice."""


class InvoiceService:
    def __init__(self, session: AsyncSession, principal: Principal) -> None:
        self.session = session
        self.tenant_id = principal.tenant_id
        self.invoices = InvoiceRepository(session, principal.tenant_id)
        self.payments = PaymentRepository(session, principal.tenant_id)

    async def create(self, data: InvoiceIn) -> Invoice:
        lines = [
            InvoiceLine(position=i, description=x.description, quantity=x.quantity, unit_price=x.unit_price)
            for i, x in enumerate(data.lines, start=1)
        ]
        total = sum(((x.quantity * x.unit_price).quantize(CENT, ROUND_HALF_UP) for x in lines), Decimal(0))
        number = await self.session.scalar(
            update(Tenant)
            .where(Tenant.id == self.tenant_id)
            .values(last_number=Tenant.last_number + 1)
            .returning(Tenant.last_number)
        )
        invoice = self.invoices.add(
            number=number, customer=data.customer, currency=data.currency,
            issued_on=data.issued_on, due_on=data.due_on, total=total, lines=lines,
        )
        await self.session.commit()
        return invoice

    async def send(self, invoice_id: uuid.UUID) -> Invoice:
        invoice = await self.invoices.get(invoice_id, lock=True)
        if invoice.status is not InvoiceStatus.DRAFT:
            raise Conflict("Only drafts can be sent")
        invoice.status = InvoiceStatus.SENT
        await enqueue(self.session, self.tenant_id, "invoice.sent", {"invoice": str(invoice.id)})
        await self.session.commit()
        return invoice

    async def pay(self, invoice_id: uuid.UUID, amount: Decimal, key: uuid.UUID) -> Invoice:
        invoice = await self.invoices.get(invoice_id, lock=True)
        earlier = await self.payments.by_key(key)
        if earlier is not None:
            if earlier.invoice_id != invoice.id or earlier.amount != amount:
                raise Conflict("Idempotency key was used for another payment")
            return invoice
        if invoice.status is not InvoiceStatus.SENT or invoice.paid + amount > invoice.total:
            raise Conflict("Payment exceeds the open amount")
        self.payments.add(invoice_id=invoice.id, idempotency_key=key, amount=amount)
        invoice.paid += amount
        if invoice.paid == invoice.total:
            invoice.status = InvoiceStatus.PAID
            await enqueue(self.session, self.tenant_id, "invoice.paid", {"invoice": str(invoice.id)})
        await self.session.commit()
        return invoice
