import re

from fastapi import FastAPI

app = FastAPI()
LINES = open("dictionary.txt", encoding="utf-8").read().splitlines()


@app.get("/words")
def words(pattern: str):
    expression = re.compile(pattern)
    return [line for line in LINES if expression.search(line)][:50]
