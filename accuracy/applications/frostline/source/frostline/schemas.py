import uuid
from datetime import UTC, datetime, timedelta
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, EmailStr, Field, StringConstraints, model_validator

Role = Literal["viewer", "operator", "admin"]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
Label = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[\w .\-/]{1,60}$")]
Celsius = Annotated[float, Field(ge=-100, le=100, allow_inf_nan=False)]
Given = Annotated[str, Field(min_length=1, max_length=128)]


def hard_to_guess(value: str) -> str:
    if len(set(value.lower())) < 6 or value.lower().startswith(("password", "frostline", "12345", "qwert")):
        raise ValueError("too easy to guess")
    return value


NewPassword = Annotated[str, Field(min_length=12, max_length=128), AfterValidator(hard_to_guess)]


class In(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Out(BaseModel):
    model_config = ConfigDict(from_attributes=True)


class LoginIn(In):
    email: EmailStr
    password: Given


class RefreshIn(In):
    refresh_token: Annotated[str, Field(max_length=200)]


class AcceptIn(In):
    token: Annotated[str, Field(max_length=100)]
    password: NewPassword


class PasswordIn(In):
    old: Given
    new: NewPassword


class TokensOut(Out):
    access_token: str
    refresh_token: str
    token_type: Literal["bearer"] = "bearer"


class InviteIn(In):
    email: EmailStr
    name: Name
    role: Role


class RoleIn(In):
    role: Role


class UserOut(Out):
    id: uuid.UUID
    email: str
    name: str
    role: Role
    active: bool


class RangeIn(In):
    low: Celsius
    high: Celsius

    @model_validator(mode="after")
    def ordered(self) -> Self:
        if self.low >= self.high:
            raise ValueError("low has to be below high")
        return self


class ShipmentIn(RangeIn):
    reference: Label


class ShipmentOut(Out):
    id: uuid.UUID
    reference: str
    low: float
    high: float
    state: str
    created_at: datetime


class SensorIn(In):
    label: Label


class AttachIn(In):
    shipment_id: uuid.UUID | None


class SensorOut(Out):
    id: uuid.UUID
    label: str
    shipment_id: uuid.UUID | None
    retired: bool


class NewSensorOut(SensorOut):
    key: str


class ReadingIn(In):
    at: AwareDatetime
    celsius: Celsius

    @model_validator(mode="after")
    def not_from_the_future(self) -> Self:
        if self.at > datetime.now(UTC) + timedelta(minutes=5):
            raise ValueError("from the future")
        return self


class BatchIn(In):
    readings: Annotated[list[ReadingIn], Field(min_length=1, max_length=500)]


class ReadingOut(Out):
    sensor_id: uuid.UUID
    at: datetime
    celsius: float


class AlertOut(Out):
    id: uuid.UUID
    shipment_id: uuid.UUID
    at: datetime
    celsius: float
    seen_by: uuid.UUID | None


class HookIn(In):
    url: Annotated[str, Field(max_length=300)]


class HookOut(Out):
    id: uuid.UUID
    url: str


class NewHookOut(HookOut):
    secret: str


class ReportOut(Out):
    id: uuid.UUID
    shipment_id: uuid.UUID
    state: str


class EntryOut(Out):
    id: uuid.UUID
    at: datetime
    actor: uuid.UUID | None
    action: str
    subject: str
