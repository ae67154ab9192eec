import uuid
from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, EmailStr, Field, StringConstraints

from .security import NewPassword

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=160)]
Address = Annotated[str, StringConstraints(pattern=r"^https://[\x21-\x7e]+$", max_length=300)]
Token = Annotated[str, StringConstraints(min_length=43, max_length=43, pattern=r"^[\w-]+$")]


class In(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Out(BaseModel):
    model_config = ConfigDict(from_attributes=True)


class MonitorIn(In):
    name: Name
    url: Address
    interval: Annotated[int, Field(ge=60, le=86_400)] = 300


class MonitorPatch(In):
    name: Name | None = None
    interval: Annotated[int, Field(ge=60, le=86_400)] | None = None


class MonitorOut(Out):
    id: uuid.UUID
    name: str
    url: str
    interval: int
    state: str


class IncidentIn(In):
    title: Line
    severity: Annotated[int, Field(ge=1, le=5)] = 3
    monitor_id: uuid.UUID | None = None


class IncidentOut(Out):
    id: uuid.UUID
    title: str
    severity: int
    monitor_id: uuid.UUID | None
    opened_at: datetime
    closed_at: datetime | None


class Event(In):
    id: Annotated[str, StringConstraints(min_length=8, max_length=64, pattern=r"^[\w-]+$")]
    title: Line
    severity: Annotated[int, Field(ge=1, le=5)] = 3


class Tokens(BaseModel):
    access_token: str
    refresh_token: str
    token_type: Literal["bearer"] = "bearer"
    expires_in: int = 600


class RefreshIn(In):
    refresh_token: Token


class ForgotIn(In):
    email: EmailStr


class ResetIn(In):
    token: Token
    password: NewPassword


class PasswordIn(In):
    old: Annotated[str, Field(min_length=1, max_length=128)]
    password: NewPassword


class UserIn(In):
    email: EmailStr
    name: Name
    role: Literal["watcher", "operator"] = "watcher"


class RoleIn(In):
    role: Literal["watcher", "operator", "admin"]


class UserOut(Out):
    id: uuid.UUID
    name: str
    email: str
    role: str
    disabled: bool


class HookIn(In):
    url: Address


class Page(BaseModel):
    model_config = ConfigDict(extra="forbid")
    page: Annotated[int, Field(ge=1, le=1000)] = 1
    size: Annotated[int, Field(ge=1, le=100)] = 25


class MonitorSearch(Page):
    q: Annotated[str, Field(max_length=60)] = ""
    state: Literal["new", "up", "down"] | None = None
    sort: Literal["name", "created", "interval"] = "name"
    descending: bool = False
