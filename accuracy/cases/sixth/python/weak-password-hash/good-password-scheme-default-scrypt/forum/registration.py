from pydantic import BaseModel, Field, ValidationError
from sanic import Blueprint, Request, json
from sanic.exceptions import BadRequest
from tortoise.exceptions import IntegrityError

from forum.models import Writer

registration = Blueprint("registration")


class NewWriter(BaseModel):
    name: str = Field(min_length=3, max_length=40, pattern=r"^\w+$")
    password: str = Field(min_length=12, max_length=200)


@registration.post("/writers")
async def register(request: Request):
    try:
        wanted = NewWriter.model_validate(request.json)
    except ValidationError:
        raise BadRequest("name or password not accepted")
    writer = Writer(name=wanted.name)
    writer.set_password(wanted.password)
    try:
        await writer.save()
    except IntegrityError:
        raise BadRequest("name taken")
    return json({"id": writer.id}, status=201)
