from pydantic import BaseModel, ConfigDict


class SignUp(BaseModel):
    model_config = ConfigDict(extra="ignore")

    email: str
    name: str
