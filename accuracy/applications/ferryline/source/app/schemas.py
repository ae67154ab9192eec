from datetime import datetime

from pydantic import BaseModel, ConfigDict, EmailStr, Field


class Credentials(BaseModel):
    email: EmailStr
    password: str = Field(min_length=1, max_length=200)


class NewPassword(BaseModel):
    token: str = Field(min_length=16, max_length=128)
    password: str = Field(min_length=10, max_length=200)


class ProfileUpdate(BaseModel):
    model_config = ConfigDict(extra="allow")

    name: str | None = Field(default=None, max_length=120)
    phone: str | None = Field(default=None, max_length=40)


class PassengerUpdate(BaseModel):
    model_config = ConfigDict(extra="forbid")

    full_name: str | None = Field(default=None, max_length=120)
    passport_no: str | None = Field(default=None, max_length=20)


class SailingOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: int
    origin: str
    target: str
    departs_at: datetime
    price_cents: int


class BookingOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: int
    sailing_id: int
    price_cents: int
    paid: bool


class CustomerOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: int
    name: str
    email: EmailStr


class Spend(BaseModel):
    booking_id: int


class PartnerTest(BaseModel):
    callback_url: str = Field(max_length=400)
