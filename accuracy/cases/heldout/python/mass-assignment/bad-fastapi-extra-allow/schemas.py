from pydantic import BaseModel, ConfigDict


class SignUp(BaseModel):
    model_config = ConfigDict(extra="allow")

    email: str
    name: str
