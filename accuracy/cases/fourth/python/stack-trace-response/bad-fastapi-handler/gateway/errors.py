import logging
import traceback
import uuid

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

log = logging.getLogger(__name__)


def install(app: FastAPI) -> None:
    @app.exception_handler(Exception)
    async def unexpected(request: Request, exc: Exception):
        incident = uuid.uuid4().hex
        details = "".join(traceback.format_exception(exc))
        log.error("incident %s\n%s", incident, details)
        return JSONResponse({"error": str(exc), "trace": details}, status_code=500)
