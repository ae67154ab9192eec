import os
from urllib.parse import unquote

import aiofiles
from fastapi import FastAPI, HTTPException
from fastapi.responses import PlainTextResponse

app = FastAPI()
BASE = "/srv/changelogs"


def reject(name: str) -> None:
    if ".." in name or os.path.isabs(name):
        raise HTTPException(404)


@app.get("/changelog", response_class=PlainTextResponse)
async def changelog(name: str):
    reject(name)
    name = unquote(name)
    async with aiofiles.open(os.path.join(BASE, name)) as file:
        return await file.read()
