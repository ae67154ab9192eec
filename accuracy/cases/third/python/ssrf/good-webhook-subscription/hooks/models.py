from typing import Literal

from pydantic import BaseModel, HttpUrl, field_validator

from hooks.settings import settings


class Subscription(BaseModel):
    target: HttpUrl
    event: Literal["order.paid", "order.sent"]

    @field_validator("target")
    @classmethod
    def of_partner(cls, value: HttpUrl) -> HttpUrl:
        if value.scheme != "https" or value.host not in settings.partner_hosts:
            raise ValueError("not a host of a partner")
        return value
