from cachetools import TTLCache
from fastapi import FastAPI

from engine import run_search

app = FastAPI()
CACHE = TTLCache(maxsize=500, ttl=60)


@app.get("/search")
def search(term: str):
    if term not in CACHE:
        CACHE[term] = run_search(term)
    return CACHE[term]
