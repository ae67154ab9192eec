from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from app.schemas.common import Cents, Email, Input, Line, LongText, Moment, Name, Output, RowId

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", min_length=3, max_length=50)]
Url = Annotated[str, StringConstraints(max_length=300, pattern=r"^https?://")]
InsuranceNo = Annotated[str, StringConstraints(max_length=40, pattern=r"^[A-Za-z0-9 -]*$")]
Role = Literal["owner", "practitioner", "reception"]


class PracticeCreate(Input):
    slug: Slug
    name: Name
    city: Name
    about: LongText = ""


class PracticeOptions(Input):
    accent: Literal["green", "blue", "sand"] | None = None
    export_prefix: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,20}$")] | None = None


class PracticeUpdate(Input):
    name: Name | None = None
    city: Name | None = None
    about: LongText | None = None
    website: Url | None = None
    published: bool | None = None
    options: PracticeOptions | None = None


class PracticeOut(Output):
    id: int
    slug: str
    name: str
    city: str
    about: str
    website: str | None
    published: bool
    options: dict


class PracticeCard(Output):
    id: int
    slug: str
    name: str
    city: str
    website: str | None


class MemberIn(Input):
    email: Email
    role: Role = "reception"


class PractitionerIn(Input):
    name: Name
    speciality: Name
    fee_cents: Cents
    license_no: Annotated[str, StringConstraints(max_length=40)] | None = None


class PractitionerOut(Output):
    id: int
    name: str
    speciality: str
    fee_cents: int


class PatientIn(Input):
    name: Name
    birth_date: date
    insurance_no: InsuranceNo | None = None
    allergies: LongText = ""


class PatientUpdate(Input):
    name: Name | None = None
    insurance_no: InsuranceNo | None = None
    allergies: LongText | None = None


class PatientOut(Output):
    id: int
    name: str
    birth_date: date
    insurance_no: str | None
    allergies: str


class AppointmentIn(Input):
    practitioner_id: RowId
    patient_id: RowId
    starts_at: Moment
    reason: LongText = ""


class AppointmentOut(Output):
    id: int
    practice_id: int
    practitioner_id: int
    patient_id: int
    starts_at: datetime
    status: str
    reason: str
    fee_cents: int


class BulkStatus(Input):
    ids: list[RowId] = Field(min_length=1, max_length=100)
    status: Literal["confirmed", "done", "no_show"]


class Condition(Input):
    field: Annotated[str, StringConstraints(max_length=30)]
    op: Annotated[str, StringConstraints(max_length=10)] = "eq"
    value: Annotated[str, StringConstraints(max_length=100)] | RowId


class AppointmentSearch(Input):
    conditions: list[Condition] = Field(default_factory=list, max_length=8)


class PrescriptionIn(Input):
    patient_id: RowId
    drug: Name
    dose: Line
    repeats: Annotated[int, Field(ge=0, le=12)] = 0


class PrescriptionOut(Output):
    id: int
    practice_id: int
    patient_id: int
    drug: str
    dose: str
    repeats: int
    created_at: datetime


class DocumentOut(Output):
    id: int
    patient_id: int
    filename: str
    content_type: str
    size: int
    created_at: datetime


class MessageIn(Input):
    practice_id: RowId
    body: Annotated[str, StringConstraints(min_length=1, max_length=4000)]


class SenderOut(Output):
    id: int
    name: str


class MessageOut(Output):
    id: int
    practice_id: int
    body: str
    created_at: datetime
    sender: SenderOut


class InvoiceOut(Output):
    id: int
    number: str
    practice_id: int
    patient_id: int
    appointment_id: int | None
    total_cents: int
    paid_cents: int
    status: str
    note: str


class PaymentIn(Input):
    method: Literal["card", "credit"] = "card"


class VoucherIn(Input):
    code: Annotated[str, StringConstraints(pattern=r"^[A-Z0-9-]{8,40}$")]
    value_cents: Annotated[int, Field(ge=1, le=1_000_000)]
    uses: Annotated[int, Field(ge=1, le=1000)] = 1


class VoucherOut(Output):
    id: int
    code: str
    value_cents: int
    uses_left: int


class RedeemIn(Input):
    code: Annotated[str, StringConstraints(min_length=1, max_length=40)]


class ExportIn(Input):
    kind: Literal["appointments", "invoices"]


class WebhookIn(Input):
    url: Url


class WebhookOut(Output):
    id: int
    url: str
    active: bool


class LabResultOut(Output):
    id: int
    patient_id: int
    code: str
    value: str


class PaymentNotice(Input):
    invoice_number: Annotated[str, StringConstraints(max_length=30)]
    amount_cents: Cents
    reference: Annotated[str, StringConstraints(min_length=1, max_length=80)]
