from typing import Annotated

from fastapi import Depends, FastAPI, HTTPException
from fastapi.responses import FileResponse

from delivery.access import current_customer, purchased
from delivery.links import accepted, link

app = FastAPI()


@app.post("/albums/{album_id}/link")
async def album_link(album_id: int, customer: Annotated[int, Depends(current_customer)]):
    if not await purchased(customer, album_id):
        raise HTTPException(404)
    return {"address": link(f"/albums/{album_id}/file")}


@app.get("/albums/{album_id}/file")
async def album_file(album_id: int, expires: int, signature: str):
    if not accepted(f"/albums/{album_id}/file", expires, signature):
        raise HTTPException(403)
    return FileResponse(f"/srv/albums/{album_id:d}.zip", media_type="application/zip")
