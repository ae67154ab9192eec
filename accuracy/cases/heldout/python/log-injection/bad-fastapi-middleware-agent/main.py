import logging

from fastapi import FastAPI, Request

logging.basicConfig(level=logging.INFO, format="%(levelname)s %(message)s")
logger = logging.getLogger(__name__)
app = FastAPI()


def one_line(text: str) -> str:
    return text.strip()


@app.middleware("http")
async def trace(request: Request, call_next):
    source = request.query_params.get("utm_source")
    if source is not None:
        logger.info(f"visit from {one_line(source)}")
    return await call_next(request)
