import os
import secrets

from fastapi import APIRouter, Depends, FastAPI, Header, HTTPException

ITEMS = [{"name": "lamp", "price": 30}, {"name": "chair", "price": 80}]


async def require_editor(x_editor_key: str = Header()):
    if not secrets.compare_digest(x_editor_key, os.environ["EDITOR_KEY"]):
        raise HTTPException(401)


app = FastAPI()
editing = APIRouter(prefix="/admin", dependencies=[Depends(require_editor)])


@app.get("/health")
async def health():
    return {"status": "ok"}


@app.get("/catalogue")
async def catalogue():
    return ITEMS[:50]


@editing.delete("/catalogue/{index}")
async def remove(index: int):
    return ITEMS.pop(index)


app.include_router(editing)
