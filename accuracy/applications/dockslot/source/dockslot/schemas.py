import re
from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, EmailStr, Field, field_validator

PLATE = re.compile(r"^([A-Z0-9]+[- ]?)+$")
DOCK = re.compile(r"^[A-Z]{1,2}-?\d{1,3}$")


class Out(BaseModel):
    model_config = ConfigDict(from_attributes=True)


class Login(BaseModel):
    email: EmailStr
    password: str = Field(max_length=200)


class Register(BaseModel):
    site_name: str = Field(min_length=2, max_length=120)
    city: str = Field(max_length=80)
    email: EmailStr
    full_name: str = Field(min_length=1, max_length=120)
    password: str = Field(min_length=4, max_length=200)


class Refresh(BaseModel):
    refresh_token: str = Field(max_length=2000)


class Tokens(BaseModel):
    access_token: str
    refresh_token: str


class CarrierIn(BaseModel):
    model_config = ConfigDict(extra="forbid")
    name: str = Field(min_length=1, max_length=120)
    gateway: str = Field("none", pattern="^(none|north|rail)$")
    hook_url: str | None = Field(None, max_length=500)


class FeeIn(BaseModel):
    fee_cents: int = Field(ge=0, le=1_000_000)


class CarrierOut(Out):
    id: int
    name: str
    gateway: str
    fee_cents: int


class SlotIn(BaseModel):
    dock: str = Field(max_length=20)
    starts_at: datetime
    capacity: int = Field(1, ge=1, le=20)

    @field_validator("dock")
    @classmethod
    def known_dock(cls, value: str) -> str:
        if not DOCK.match(value):
            raise ValueError("unknown form of dock")
        return value


class SlotOut(Out):
    id: int
    dock: str
    starts_at: datetime
    capacity: int
    booked: int


class BookingIn(BaseModel):
    slot_id: int
    carrier_id: int
    plate: str

    @field_validator("plate")
    @classmethod
    def plate_form(cls, value: str) -> str:
        if not PLATE.match(value):
            raise ValueError("not a number plate")
        return value


class BookingOut(Out):
    id: int
    slot_id: int
    carrier_id: int
    plate: str
    state: str
    created_at: datetime


class ProfileOut(Out):
    id: int
    email: str
    full_name: str
    role: str


Page = Annotated[int, Field(ge=1, le=10_000)]
