from pydantic import BaseModel, ConfigDict


class MemberPatch(BaseModel):
    model_config = ConfigDict(extra="allow")

    display_name: str | None = None
    phone: str | None = None


class MemberView(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: int
    display_name: str
    phone: str | None
