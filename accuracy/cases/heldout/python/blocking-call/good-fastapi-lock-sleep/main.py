from fastapi import FastAPI, HTTPException

from locks import acquire

app = FastAPI()


@app.post("/exports/{name}")
async def export(name: str):
    if not await acquire(name):
        raise HTTPException(409, "already running")
    return {"started": name}
