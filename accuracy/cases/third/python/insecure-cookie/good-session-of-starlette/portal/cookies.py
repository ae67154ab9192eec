from dataclasses import asdict, dataclass

from starlette.responses import Response


@dataclass(frozen=True)
class CookiePolicy:
    max_age: int = 28_800
    path: str = "/"
    secure: bool = True
    httponly: bool = True
    samesite: str = "lax"


POLICY = CookiePolicy()


def set_session(response: Response, token: str) -> None:
    response.set_cookie("session", token, **asdict(POLICY))
