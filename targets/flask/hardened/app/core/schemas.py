from datetime import date
from typing import Annotated, Literal

from flask import request
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from app.core.problems import Problem

PLAIN = r"^[^\x00-\x08\x0b-\x1f\x7f]*$"
Text = Annotated[str, StringConstraints(max_length=500, pattern=PLAIN)]
Username = Annotated[str, StringConstraints(min_length=3, max_length=60, pattern=r"^[A-Za-z0-9_.@+-]+$", to_lower=True)]
NewPassword = Annotated[str, StringConstraints(min_length=12, max_length=128)]
Secret = Annotated[str, StringConstraints(min_length=1, max_length=200)]


class Body(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class Query(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Signup(Body):
    username: Username
    password: NewPassword
    email: Annotated[str, StringConstraints(max_length=254, pattern=r"^[^@\s\x00-\x1f]{1,64}@[^@\s\x00-\x1f]{1,189}$")] | None = None


class Signin(Body):
    username: Annotated[str, StringConstraints(min_length=1, max_length=60, to_lower=True)]
    password: Secret


class Refresh(Body):
    refresh_token: Secret


class Forgot(Body):
    username: Username


class Reset(Body):
    code: Secret
    password: NewPassword


class PasswordChange(Body):
    current: Secret
    password: NewPassword


class ProfileChange(Body):
    phone: Annotated[str, StringConstraints(max_length=20, pattern=r"^\+?[0-9 ]{5,19}$")]


class NewAppointment(Body):
    doctor_id: Annotated[int, Field(ge=1, le=2**31)]
    day: Annotated[date, Field(strict=False)]
    note: Text = ""


class AppointmentChange(Body):
    note: Text


class RoleChange(Body):
    role: Literal["patient", "admin"]


class Webhook(Body):
    url: Annotated[str, StringConstraints(max_length=2000)]


class Page(Query):
    limit: Annotated[int, Field(ge=1, le=100)] = 20
    offset: Annotated[int, Field(ge=0, le=100_000)] = 0


class DoctorPage(Page):
    order: Literal["id", "name", "specialty"] = "id"
    specialty: Literal["heart", "skin", "teeth", "eyes"] | None = None


class SearchPage(Page):
    q: Annotated[str, StringConstraints(min_length=1, max_length=80, pattern=PLAIN)]


def body(model):
    """The JSON of the request as the model; anything else raises a validation error, answered by 400."""
    try:
        given = request.get_json()
    except RecursionError as error:
        raise Problem(400) from error
    return model.model_validate(given)


def query(model):
    """The query string as the model; a parameter given twice is refused."""
    return model.model_validate({name: values[0] if len(values) == 1 else values for name, values in request.args.lists()})
