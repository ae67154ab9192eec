from litestar import post
from litestar.exceptions import NotAuthorizedException
from litestar.middleware.rate_limit import RateLimitConfig
from pydantic import BaseModel

from tokens import TokenIssuer
from users import Users

throttle = RateLimitConfig(rate_limit=("minute", 5))


class Credentials(BaseModel):
    email: str
    password: str


@post("/token", middleware=[throttle.middleware])
async def token(data: Credentials, users: Users) -> dict[str, str]:
    user = await users.verify(data.email, data.password)
    if user is None:
        raise NotAuthorizedException("wrong credentials")
    return {"token": TokenIssuer().issue(user.id, user.scopes)}
