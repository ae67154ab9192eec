from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

PLAIN = r"^[^\x00-\x08\x0b-\x1f\x7f]*$"
Login = Annotated[str, StringConstraints(min_length=3, max_length=60, pattern=r"^[A-Za-z0-9_.@+-]+$", to_lower=True)]
NewPassword = Annotated[str, StringConstraints(min_length=12, max_length=128)]
Secret = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Label = Annotated[str, StringConstraints(min_length=1, max_length=80, pattern=PLAIN)]
Note = Annotated[str, StringConstraints(max_length=500, pattern=PLAIN)]


class Body(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class Registration(Body):
    login: Login
    password: NewPassword
    full_name: Annotated[str, StringConstraints(max_length=80, pattern=PLAIN)] = ""


class Credentials(Body):
    login: Annotated[str, StringConstraints(min_length=1, max_length=60, to_lower=True)]
    password: Secret


class Refresh(Body):
    refresh_token: Secret


class PasswordChange(Body):
    current: Secret
    password: NewPassword


class ProfileChange(Body):
    full_name: Annotated[str, StringConstraints(max_length=80, pattern=PLAIN)]


class NewWallet(Body):
    label: Label
    note: Note = ""
    goal_cents: Annotated[int, Field(ge=0, le=10**9)] = 0


class WalletChange(Body):
    note: Note


class Transfer(Body):
    target: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]
    cents: Annotated[int, Field(ge=1, le=10**9)]
    memo: Note = ""


class RoleChange(Body):
    role: Literal["client", "admin"]


class Webhook(Body):
    url: Annotated[str, StringConstraints(min_length=1, max_length=2000)]


class Profile(BaseModel):
    id: str
    login: str
    full_name: str
    role: str


class Wallet(BaseModel):
    id: str
    label: str
    note: str
    goal_cents: int
    cents: int


class Page(BaseModel):
    model_config = ConfigDict(extra="forbid")
    limit: Annotated[int, Field(ge=1, le=100)] = 20
    offset: Annotated[int, Field(ge=0, le=100_000)] = 0


class WalletPage(Page):
    order: Literal["label", "cents"] = "label"


class Search(Page):
    q: Annotated[str, StringConstraints(min_length=1, max_length=80, pattern=PLAIN)]
