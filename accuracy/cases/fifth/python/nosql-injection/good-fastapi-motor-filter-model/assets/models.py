from pydantic import BaseModel, Field


class AssetFilter(BaseModel):
    kind: str | None = None
    room: str | None = None
    serial: str | None = None


class Page(BaseModel):
    filter: AssetFilter = Field(default_factory=AssetFilter)
    size: int = Field(20, ge=1, le=100)
