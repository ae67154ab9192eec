from typing import Literal

from pydantic import BaseModel, Field

Region = Literal["eu", "us", "ap"]


class UsageQuery(BaseModel):
    region: str = Field(max_length=40)
    meter: str = Field(pattern=r"^m-\d{4,10}$")
    days: int = Field(7, ge=1, le=90)
