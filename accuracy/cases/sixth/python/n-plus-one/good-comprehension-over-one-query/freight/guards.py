from litestar.connection import ASGIConnection
from litestar.exceptions import PermissionDeniedException
from litestar.handlers import BaseRouteHandler


def carrier_guard(connection: ASGIConnection, _: BaseRouteHandler) -> None:
    if getattr(connection.user, "carrier_id", None) is None:
        raise PermissionDeniedException()
