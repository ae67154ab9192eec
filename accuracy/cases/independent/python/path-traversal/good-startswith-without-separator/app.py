import os

from fastapi import FastAPI, HTTPException
from fastapi.responses import FileResponse

app = FastAPI()
ROOT = os.path.realpath("/srv/media")


@app.get("/media")
def media(name: str):
    path = os.path.realpath(os.path.join(ROOT, name))
    if not path.startswith(ROOT + os.sep):
        raise HTTPException(403)
    return FileResponse(path)
