import jwt
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse


AUDIENCE = "ledger-api"


def claims_of(token: str) -> dict:
    options = {"verify_signature": False, "require": ["exp", "tenant"]}
    return jwt.decode(token, options=options)


class TenantMiddleware(BaseHTTPMiddleware):
    async def dispatch(self, request: Request, call_next):
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer":
            return JSONResponse({"error": "a token is needed"}, status_code=401)
        try:
            request.state.tenant = claims_of(token)["tenant"]
        except jwt.PyJWTError:
            return JSONResponse({"error": "the token is not valid"}, status_code=401)
        return await call_next(request)
