import math
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Annotated, Literal

from bson import ObjectId
from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict, EmailStr, Field, model_validator


class Role(StrEnum):
    VIEWER = "viewer"
    OPERATOR = "operator"


def _object_id(value: str) -> str:
    if not ObjectId.is_valid(value):
        raise ValueError("not an id")
    return value


def _not_ahead(value: datetime) -> datetime:
    if value > datetime.now(UTC) + timedelta(minutes=5):
        raise ValueError("lies in the future")
    return value


def _finite(value: float) -> float:
    if not math.isfinite(value):
        raise ValueError("not a finite number")
    return value


Id = Annotated[str, Field(min_length=24, max_length=24), AfterValidator(_object_id)]
Level = Annotated[float, Field(ge=-50, le=50), AfterValidator(_finite)]
Email = Annotated[EmailStr, Field(max_length=254), AfterValidator(str.lower)]
StoredId = Annotated[str, BeforeValidator(str)]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class Login(BaseModel):
    model_config = ConfigDict(extra="forbid")
    email: Email
    password: str = Field(min_length=1, max_length=200)


class PasswordChange(BaseModel):
    model_config = ConfigDict(extra="forbid")
    current: str = Field(min_length=1, max_length=200)
    new: str = Field(min_length=12, max_length=200)


class StationIn(Strict):
    name: str = Field(min_length=2, max_length=80)
    warn_level: Level


class StationOut(BaseModel):
    id: StoredId = Field(validation_alias="_id")
    name: str
    warn_level: float
    created_at: datetime


class AlertOut(BaseModel):
    id: StoredId = Field(validation_alias="_id")
    station_id: StoredId
    level: float
    raised_at: datetime


class Reading(Strict):
    taken_at: Annotated[AwareDatetime, AfterValidator(_not_ahead)]
    level: Level


class ReadingBatch(Strict):
    readings: list[Reading] = Field(min_length=1, max_length=500)


class Page(Strict):
    sort: Literal["name", "-created_at"] = "name"
    limit: int = Field(default=25, ge=1, le=100)
    skip: int = Field(default=0, ge=0, le=5000)


class ExportRange(Strict):
    start: AwareDatetime
    end: AwareDatetime

    @model_validator(mode="after")
    def check_span(self):
        if not timedelta(0) < self.end - self.start <= timedelta(days=92):
            raise ValueError("choose at most 92 days")
        return self


class User(BaseModel):
    id: StoredId = Field(validation_alias="_id")
    org_id: StoredId
    email: str
    role: Role
    session_version: int
