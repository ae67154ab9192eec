import logging
import uuid

from starlette.requests import Request
from starlette.responses import JSONResponse

logger = logging.getLogger("archive")


async def unexpected(request: Request, error: Exception) -> JSONResponse:
    number = uuid.uuid4().hex
    logger.error("error %s at %s", number, request.url.path, exc_info=error)
    return JSONResponse({"error": "internal error", "number": number}, status_code=500)


HANDLERS = {Exception: unexpected}
