from fastapi import FastAPI, UploadFile

from themes import install

app = FastAPI()


@app.post("/themes/{theme_id}")
async def upload(theme_id: int, bundle: UploadFile):
    return {"files": install(theme_id, await bundle.read(5_000_000))}
