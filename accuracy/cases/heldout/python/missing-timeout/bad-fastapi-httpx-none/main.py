from contextlib import asynccontextmanager

import httpx
from fastapi import FastAPI, Request


@asynccontextmanager
async def lifespan(app: FastAPI):
    async with httpx.AsyncClient(base_url="https://render.internal", timeout=None) as client:
        yield {"render": client}


app = FastAPI(lifespan=lifespan)


@app.post("/render/{template}")
async def render(template: int, request: Request):
    answer = await request.state.render.post(f"/templates/{template}", json=await request.json())
    return {"bytes": len(answer.content)}
