from functools import lru_cache

from engine import query


@lru_cache(maxsize=256)
def search(term: str):
    return tuple(query(term))
