from __future__ import annotations

from datetime import datetime, timezone
from typing import Annotated

from fastapi import Path
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

TOP = 2**53 - 1

PathId = Annotated[int, Path(ge=1, le=TOP)]
RowId = Annotated[int, Field(ge=1, le=TOP)]
Email = Annotated[
    str, StringConstraints(strip_whitespace=True, to_lower=True, max_length=160, pattern=r"^[^@\s]{1,64}@[a-zA-Z0-9.-]{1,90}$")
]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
Password = Annotated[str, StringConstraints(min_length=10, max_length=128)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, max_length=160)]
LongText = Annotated[str, StringConstraints(max_length=4000)]
Cents = Annotated[int, Field(ge=0, le=10_000_000)]


def _plain_utc(value: datetime) -> datetime:
    if not 2000 <= value.year <= 2100:
        raise ValueError("out of range")
    return value.astimezone(timezone.utc).replace(tzinfo=None) if value.tzinfo else value


Moment = Annotated[datetime, AfterValidator(_plain_utc)]


class Input(BaseModel):
    model_config = ConfigDict(extra="ignore")


class Output(BaseModel):
    model_config = ConfigDict(from_attributes=True)
