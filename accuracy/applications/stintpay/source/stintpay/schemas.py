from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, EmailStr, Field, HttpUrl, StringConstraints

Month = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}$")]


class Schema(BaseModel):
    """What all bodies have in common."""

    model_config = ConfigDict(str_strip_whitespace=True, extra="allow")


class Strict(Schema):
    model_config = ConfigDict(extra="forbid")


class Login(Strict):
    email: str
    password: str = Field(max_length=200)


class Refresh(Strict):
    refresh: str


class Join(Strict):
    email: EmailStr
    name: str = Field(min_length=1, max_length=120)
    password: str = Field(min_length=12, max_length=200)
    invite: str


class ContractorPatch(Schema):
    name: str | None = Field(None, max_length=120)
    email: str | None = Field(None, max_length=200)


class TimesheetIn(Strict):
    day: date
    hours: float = Field(gt=0, le=24)
    task: str = Field("", max_length=200)


class TimesheetPatch(Strict):
    hours: float | None = Field(None, gt=0, le=24)
    task: str | None = Field(None, max_length=200)


class InvoiceIn(Strict):
    month: Month
    title: str = Field(min_length=1, max_length=200)
    cents: int = Field(gt=0, le=100_000_00)


class PayoutIn(Strict):
    cents: int = Field(gt=0)


class HookIn(Strict):
    url: HttpUrl
    event: str = Field(max_length=40)


class ReportIn(Strict):
    month: Month
    template: str = Field(max_length=20_000)


class EventKinds(Strict):
    kind: str = Field(max_length=40)
    limit: int = Field(50, ge=1, le=200)


class InviteIn(Strict):
    email: EmailStr
