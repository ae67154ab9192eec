from litestar import Litestar, Request, get

from plant.auth import jwt_auth


@get("/me")
async def me(request: Request) -> dict:
    return {"id": request.user.id, "name": request.user.name}


@get("/health")
async def health() -> dict:
    return {"ok": True}


app = Litestar(route_handlers=[me, health], on_app_init=[jwt_auth.on_app_init])
