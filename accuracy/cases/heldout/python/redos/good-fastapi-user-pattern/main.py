import re

from fastapi import FastAPI

app = FastAPI()
TITLES = ["Evening walk", "Morning run in the rain", "Notes on a long river"]


@app.get("/titles")
def titles(pattern: str):
    expression = re.compile(re.escape(pattern), re.IGNORECASE)
    return [title for title in TITLES if expression.search(title)]
