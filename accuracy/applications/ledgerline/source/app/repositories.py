import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, select, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from app.models import Attachment, Invoice, Payment, TenantOwned, WebhookEndpoint
from app.schemas import InvoiceQuery


class NotFound(Exception):
    pass


class TenantRepository[M: TenantOwned]:
    """All reads go through ``_scoped`` so that no query leaves its tenant."""

    model: type[M]

    def __init__(self, session: AsyncSession, tenant_id: uuid.UUID) -> None:
        self.session = session
        self.tenant_id = tenant_id

    def _scoped(self) -> Select[tuple[M]]:
        return select(self.model).where(self.model.tenant_id == self.tenant_id)

    async def get(self, id_: uuid.UUID, *, lock: bool = False, load: Sequence[Any] = ()) -> M:
        query = self._scoped().where(self.model.id == id_).options(*load)
        if lock:
            query = query.with_for_update()
        found = (await self.session.execute(query)).scalar_one_or_none()
        if found is None:
            raise NotFound(self.model.__name__)
        return found

    async def page(self, limit: int = 50, offset: int = 0) -> Sequence[M]:
        query = self._scoped().order_by(self.model.created_at.desc(), self.model.id).limit(limit).offset(offset)
        return (await self.session.scalars(query)).all()

    def add(self, **values: Any) -> M:
        entity = self.model(tenant_id=self.tenant_id, **values)
        self.session.add(entity)
        return entity


_SORTABLE = {"number": Invoice.number, "due_on": Invoice.due_on, "total": Invoice.total}
_BUCKETS = {"week": "date_trunc('week', issued_on)", "month": "date_trunc('month', issued_on)"}


class InvoiceRepository(TenantRepository[Invoice]):
    model = Invoice

    async def detail(self, id_: uuid.UUID) -> Invoice:
        return await self.get(id_, load=[selectinload(Invoice.lines)])

    async def search(self, q: InvoiceQuery) -> Sequence[Invoice]:
        column = _SORTABLE[q.sort.removeprefix("-")]
        query = self._scoped()
        if q.status is not None:
            query = query.where(Invoice.status == q.status)
        if q.customer:
            query = query.where(Invoice.customer.icontains(q.customer, autoescape=True))
        query = query.order_by(column.desc() if q.sort.startswith("-") else column.asc(), Invoice.id)
        return (await self.session.scalars(query.limit(q.limit).offset(q.offset))).all()

    async def revenue(self, bucket: str, since: date) -> Sequence[Any]:
        expression = _BUCKETS[bucket]
        statement = text(
            f"SELECT {expression}::date AS bucket, currency, sum(paid) AS total FROM invoice "
            "WHERE tenant_id = :tenant AND issued_on >= :since AND status <> 'VOID' "
            f"GROUP BY {expression}, currency ORDER BY 1, 2 LIMIT 1000"
        )
        rows = await self.session.execute(statement, {"tenant": self.tenant_id, "since": since})
        return rows.mappings().all()


class PaymentRepository(TenantRepository[Payment]):
    model = Payment

    async def by_key(self, key: uuid.UUID) -> Payment | None:
        return await self.session.scalar(self._scoped().where(Payment.idempotency_key == key))


class AttachmentRepository(TenantRepository[Attachment]):
    model = Attachment


class WebhookRepository(TenantRepository[WebhookEndpoint]):
    model = WebhookEndpoint
