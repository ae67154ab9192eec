from cachetools import TTLCache
from fastapi import FastAPI

from engine import run_search

app = FastAPI()
CACHE = {}


@app.get("/search")
def search(term: str):
    if term not in CACHE:
        CACHE[term] = run_search(term)
    return CACHE[term]
