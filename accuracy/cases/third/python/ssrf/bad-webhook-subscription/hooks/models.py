from typing import Literal

from pydantic import BaseModel, HttpUrl


class Subscription(BaseModel):
    target: HttpUrl
    event: Literal["order.paid", "order.sent"]
