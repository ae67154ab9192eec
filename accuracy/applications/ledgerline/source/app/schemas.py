import uuid
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, HttpUrl, StringConstraints, model_validator

from app.models import InvoiceStatus

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
Money = Annotated[Decimal, Field(gt=0, max_digits=12, decimal_places=2)]


class Input(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Output(BaseModel):
    model_config = ConfigDict(from_attributes=True)


class LineIn(Input):
    description: Text
    quantity: Annotated[Decimal, Field(gt=0, max_digits=10, decimal_places=3)]
    unit_price: Money


class InvoiceIn(Input):
    customer: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
    issued_on: date
    due_on: date
    lines: Annotated[list[LineIn], Field(min_length=1, max_length=100)]

    @model_validator(mode="after")
    def _due_after_issue(self) -> "InvoiceIn":
        if self.due_on < self.issued_on:
            raise ValueError("due_on lies before issued_on")
        return self


class LineOut(Output):
    position: int
    description: str
    quantity: Decimal
    unit_price: Decimal


class InvoiceOut(Output):
    id: uuid.UUID
    number: int
    customer: str
    currency: str
    status: InvoiceStatus
    issued_on: date
    due_on: date
    total: Decimal
    paid: Decimal


class InvoiceDetail(InvoiceOut):
    lines: list[LineOut]


class InvoiceQuery(Input):
    status: InvoiceStatus | None = None
    customer: Annotated[str | None, Field(max_length=80)] = None
    sort: Literal["number", "-number", "due_on", "-due_on", "total", "-total"] = "-number"
    limit: Annotated[int, Field(ge=1, le=100)] = 25
    offset: Annotated[int, Field(ge=0, le=10_000)] = 0


class PaymentIn(Input):
    amount: Money


class WebhookIn(Input):
    url: HttpUrl


class WebhookCreated(Output):
    id: uuid.UUID
    url: str
    signing_secret: str


class WebhookOut(Output):
    id: uuid.UUID
    url: str
    created_at: datetime


class RevenueRow(BaseModel):
    bucket: date
    currency: str
    total: Decimal


class AttachmentOut(Output):
    id: uuid.UUID
    media_type: str
    size: int
