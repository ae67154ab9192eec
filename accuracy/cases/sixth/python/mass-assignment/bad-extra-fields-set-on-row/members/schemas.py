from pydantic import BaseModel, ConfigDict, EmailStr, Field


class MemberUpdate(BaseModel):
    model_config = ConfigDict(extra="allow", str_strip_whitespace=True)

    display_name: str | None = Field(default=None, max_length=80)
    email: EmailStr | None = None
    newsletter: bool | None = None
