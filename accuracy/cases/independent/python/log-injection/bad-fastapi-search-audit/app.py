import logging

from fastapi import FastAPI

app = FastAPI()
logger = logging.getLogger("search")
logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")


def audit(message: str) -> None:
    logger.info(message)


@app.get("/search")
async def search(term: str, limit: int = 10):
    audit(f"search for {term} with limit {limit}")
    return {"results": []}
