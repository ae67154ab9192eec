from starlette.middleware.base import BaseHTTPMiddleware
from starlette.responses import JSONResponse

from tokens import holder_of


class RequireHolder(BaseHTTPMiddleware):
    async def dispatch(self, request, call_next):
        holder = holder_of(request.headers.get("authorization", ""))
        if holder is None:
            return JSONResponse({"error": "unauthorised"}, status_code=401)
        request.state.user_id = holder
        return await call_next(request)
