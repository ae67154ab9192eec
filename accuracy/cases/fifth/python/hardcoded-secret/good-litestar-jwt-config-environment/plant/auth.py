from datetime import timedelta

from litestar.connection import ASGIConnection
from litestar.security.jwt import JWTAuth, Token

from plant.settings import settings
from plant.users import User, find_user


async def retrieve_user(token: Token, connection: ASGIConnection) -> User | None:
    return await find_user(int(token.sub))


jwt_auth = JWTAuth[User](
    retrieve_user_handler=retrieve_user,
    token_secret=settings.token_key,
    default_token_expiration=timedelta(minutes=settings.token_minutes),
    exclude=["/health"],
)
