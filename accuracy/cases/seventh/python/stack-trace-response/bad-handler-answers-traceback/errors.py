import logging
import traceback
import uuid

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

logger = logging.getLogger("app")
app = FastAPI()


def describe(error: Exception) -> dict:
    trace = "".join(traceback.format_exception(error))
    reference = uuid.uuid4().hex
    logger.error("%s %s", reference, trace)
    return {"reference": reference, "detail": trace.splitlines()}


@app.exception_handler(Exception)
async def on_error(_request: Request, error: Exception) -> JSONResponse:
    return JSONResponse(describe(error), status_code=500)


@app.get("/shares/{amount}/{people}")
def shares(amount: int, people: int):
    return {"each": amount // people}
