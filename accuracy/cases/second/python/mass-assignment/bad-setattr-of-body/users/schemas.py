from pydantic import BaseModel, ConfigDict


class ProfileChange(BaseModel):
    model_config = ConfigDict(extra="allow")

    display_name: str | None = None
    language: str | None = None
