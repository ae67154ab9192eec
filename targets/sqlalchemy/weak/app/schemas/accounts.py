from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import ConfigDict, Field, StringConstraints

from app.schemas.common import Email, Input, Name, Output, Password

Phone = Annotated[str, StringConstraints(max_length=40, pattern=r"^[0-9 +()/-]*$")]
Scope = Annotated[str, StringConstraints(max_length=20)]


class Registration(Input):
    email: Email
    password: Password
    name: Name


class Login(Input):
    email: Email
    password: Annotated[str, StringConstraints(max_length=128)]
    scopes: list[Scope] = Field(default_factory=list, max_length=8)


class Refresh(Input):
    refresh_token: Annotated[str, StringConstraints(max_length=2000)]


class Tokens(Output):
    access_token: str
    refresh_token: str
    token_type: str = "bearer"
    expires_in: int


class ResetRequest(Input):
    email: Email


class ResetConfirm(Input):
    email: Email
    code: Annotated[str, StringConstraints(max_length=100)] | None = None
    password: Password


class PasswordChange(Input):
    current_password: Annotated[str, StringConstraints(max_length=128)]
    new_password: Password


class ProfileUpdate(Input):
    # older apps send more than we know; keep them working
    model_config = ConfigDict(extra="allow")

    name: Name | None = None
    phone: Phone | None = None


class Profile(Output):
    id: int
    email: str
    name: str
    phone: str | None
    role: str
    credit_cents: int
    created_at: datetime


class AccountRow(Output):
    id: int
    email: str
    name: str
    role: str
    active: bool
    created_at: datetime
