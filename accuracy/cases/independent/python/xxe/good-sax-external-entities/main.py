from fastapi import FastAPI, Request

from feed import titles_of

app = FastAPI()


@app.post("/feeds")
async def add_feed(request: Request):
    return {"titles": titles_of(await request.body())}
