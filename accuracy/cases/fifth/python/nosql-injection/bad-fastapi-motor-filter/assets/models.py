from pydantic import BaseModel, Field


class Page(BaseModel):
    filter: dict = Field(default_factory=dict)
    size: int = Field(20, ge=1, le=100)
