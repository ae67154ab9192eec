import uuid
from datetime import datetime
from typing import Annotated, Generic, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, EmailStr, Field, HttpUrl, StringConstraints

from .models import Role

Item = TypeVar("Item")
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]
Email = Annotated[EmailStr, AfterValidator(str.lower)]
Code = Annotated[str, StringConstraints(pattern=r"^\d{6}$")]
Address = Annotated[HttpUrl, Field(max_length=500)]


def _hard(password: str) -> str:
    if len(set(password)) < 7 or password.isdigit():
        raise ValueError("too easy")
    return password


Password = Annotated[str, StringConstraints(min_length=12, max_length=128), AfterValidator(_hard)]


class In(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Out(BaseModel):
    model_config = ConfigDict(from_attributes=True)


class Page(BaseModel, Generic[Item]):
    items: list[Item]
    more: bool


class SignIn(In):
    email: Email
    password: Annotated[str, StringConstraints(max_length=128)]
    code: Code | None = None


class Tokens(Out):
    access_token: str
    expires_in: int = 600


class Accept(In):
    token: Annotated[str, StringConstraints(max_length=100)]
    name: Name
    password: Password


class ChangePassword(In):
    current: Annotated[str, StringConstraints(max_length=128)]
    password: Password


class Enrol(In):
    proposal: Annotated[str, StringConstraints(max_length=400)]
    code: Code


class Me(Out):
    id: uuid.UUID
    email: str
    name: str


class Invite(In):
    email: Email
    role: Role


class MemberOut(Out):
    user_id: uuid.UUID
    name: str
    role: Role


class ChangeRole(In):
    role: Role


class NewKey(In):
    name: Name
    can_write: bool = False
    days: Annotated[int, Field(ge=1, le=365)] = 90


class KeyOut(Out):
    id: uuid.UUID
    name: str
    can_write: bool
    expires_at: datetime


class KeyOnce(KeyOut):
    key: str


class MonitorIn(In):
    name: Name
    url: Address
    every_seconds: Annotated[int, Field(ge=30, le=86_400)] = 60
    paused: bool = False


class MonitorOut(Out):
    id: uuid.UUID
    name: str
    url: str
    every_seconds: int
    paused: bool


class IncidentOut(Out):
    id: uuid.UUID
    monitor_id: uuid.UUID | None
    summary: str
    opened_at: datetime
    closed_at: datetime | None


class SubscriptionIn(In):
    url: Address


class SubscriptionOut(Out):
    id: uuid.UUID
    url: str


class SubscriptionOnce(SubscriptionOut):
    key: str


class Inbound(In):
    summary: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]


class Downtime(BaseModel):
    monitor_id: uuid.UUID
    name: str
    incidents: int
    seconds: int
