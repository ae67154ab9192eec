from fastapi import FastAPI

from previews import Previews

app = FastAPI()
previews = Previews()


@app.get("/preview")
async def preview(page: str):
    return {"title": await previews.get(page)}
