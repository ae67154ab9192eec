import logging
import traceback
import uuid

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

logger = logging.getLogger("errors")


async def unforeseen(request: Request, error: Exception) -> JSONResponse:
    number = uuid.uuid4().hex
    trace = "".join(traceback.format_exception(error))
    logger.error("error %s at %s\n%s", number, request.url.path, trace)
    return JSONResponse({"error": number, "detail": "internal error"}, status_code=500)


def install(app: FastAPI) -> None:
    app.add_exception_handler(Exception, unforeseen)
