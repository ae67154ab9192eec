import logging
import traceback
import uuid

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

log = logging.getLogger(__name__)


def describe(error: Exception) -> dict:
    reference = uuid.uuid4().hex
    details = traceback.format_exception(error)
    log.error("unexpected error %s\n%s", reference, "".join(details))
    return {"error": "unexpected", "reference": reference}


async def unexpected(request: Request, error: Exception) -> JSONResponse:
    return JSONResponse(describe(error), status_code=500)


def install(app: FastAPI) -> None:
    app.add_exception_handler(Exception, unexpected)
