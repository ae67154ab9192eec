from datetime import datetime
from enum import Enum
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, StringConstraints

Text120 = Annotated[str, StringConstraints(min_length=1, max_length=120, strip_whitespace=True)]
Email = Annotated[
    str, StringConstraints(max_length=254, pattern=r"^[^\s@<>\"]+@[^\s@<>\"]+\.[^\s@<>\"]+$", strip_whitespace=True), AfterValidator(str.lower)
]


def _encodable(value: SecretStr) -> SecretStr:
    value.get_secret_value().encode()
    return value


Secret = Annotated[SecretStr, Field(min_length=1, max_length=200), AfterValidator(_encodable)]
Password = Annotated[SecretStr, Field(min_length=12, max_length=200), AfterValidator(_encodable)]
TokenText = Annotated[str, StringConstraints(min_length=20, max_length=100)]


class Input(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Register(Input):
    email: Email
    password: Password
    name: Text120


class Login(Input):
    email: Email
    password: Secret


class Forgot(Input):
    email: Email


class Reset(Input):
    token: TokenText
    password: Password


class Profile(Input):
    name: Text120


class PasswordChange(Input):
    current: Secret
    password: Password


class WorkspaceIn(Input):
    name: Text120


class InviteIn(Input):
    email: Email
    role: Literal["viewer", "editor"]


class AcceptIn(Input):
    token: TokenText


class MemberIn(Input):
    role: Literal["viewer", "editor", "owner"]


class DocumentIn(Input):
    title: Text120
    body: Annotated[str, StringConstraints(max_length=200_000)]


class DocumentChange(DocumentIn):
    version: Annotated[int, Field(ge=1)]


class WebhookIn(Input):
    url: Annotated[str, StringConstraints(max_length=500)]


class DisableIn(Input):
    disabled: bool


class DocumentSort(str, Enum):
    title = "title"
    updated = "updated"


class Output(BaseModel):
    model_config = ConfigDict(from_attributes=True)


class UserOut(Output):
    id: str
    email: str
    name: str
    is_admin: bool


class AdminUserOut(UserOut):
    disabled: bool
    created_at: datetime


class WorkspaceOut(Output):
    id: str
    name: str


class DocumentOut(Output):
    id: str
    workspace_id: str
    title: str
    body: str
    version: int
    public_slug: str | None


class DocumentBrief(Output):
    id: str
    title: str
    version: int
    updated_at: datetime


class RevisionOut(Output):
    version: int
    author_id: str
    created_at: datetime


class AttachmentOut(Output):
    id: str
    label: str
    size: int


class MemberOut(BaseModel):
    user_id: str
    name: str
    role: str


class WebhookOut(Output):
    id: str
    url: str
