import traceback

from starlette.requests import Request
from starlette.responses import JSONResponse


async def unexpected(request: Request, error: Exception) -> JSONResponse:
    trace = "".join(traceback.format_exception(type(error), error, error.__traceback__))
    return JSONResponse({"error": str(error), "trace": trace.splitlines()}, status_code=500)


HANDLERS = {Exception: unexpected}
