import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, Field

COLUMN = re.compile(r"(?:created_at|total|status|customer_name)")


def known_column(value: str) -> str:
    if not COLUMN.fullmatch(value):
        raise ValueError("unknown column")
    return value


class OrderFilter(BaseModel):
    status: str | None = None
    sort: Annotated[str, AfterValidator(known_column)] = "created_at"
    direction: Literal["asc", "desc"] = "desc"
    limit: int = Field(default=50, ge=1, le=200)
    offset: int = Field(default=0, ge=0)
