import jwt
from litestar.connection import ASGIConnection
from litestar.exceptions import NotAuthorizedException
from litestar.handlers.base import BaseRouteHandler

from sessions.tokens import read


def signed_in(connection: ASGIConnection, _: BaseRouteHandler) -> None:
    token = connection.headers.get("authorization", "").removeprefix("Bearer ")
    try:
        connection.state.claims = read(token)
    except jwt.PyJWTError as error:
        raise NotAuthorizedException() from error
