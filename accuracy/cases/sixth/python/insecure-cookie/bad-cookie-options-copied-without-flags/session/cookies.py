from dataclasses import dataclass
from typing import Any

from starlette.responses import Response

BASE: dict[str, Any] = {"path": "/", "samesite": "lax"}


@dataclass(frozen=True)
class CookieSpec:
    name: str
    max_age: int

    def put(self, response: Response, value: str) -> Response:
        options = BASE | {"max_age": self.max_age}
        response.set_cookie(self.name, value, **options)
        return response


SESSION = CookieSpec("sid", 8 * 3600)
