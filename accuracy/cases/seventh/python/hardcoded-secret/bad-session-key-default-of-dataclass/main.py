from dataclasses import dataclass

from fastapi import FastAPI, Request
from starlette.middleware.sessions import SessionMiddleware


@dataclass(frozen=True)
class Settings:
    title: str = "Member area"
    session_days: int = 7
    session_key: str = "orchard-lantern-74-violet-quarry"


settings = Settings()
app = FastAPI(title=settings.title)
app.add_middleware(
    SessionMiddleware,
    secret_key=settings.session_key,
    max_age=settings.session_days * 86400,
    https_only=True,
    same_site="lax",
)


@app.get("/me")
def me(request: Request):
    return {"user": request.session.get("user")}
