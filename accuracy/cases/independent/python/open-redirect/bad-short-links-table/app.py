from fastapi import FastAPI
from fastapi.responses import RedirectResponse

app = FastAPI()
LINKS = {"docs": "https://docs.example.com/", "status": "https://status.example.com/"}


@app.get("/go")
async def go(to: str):
    return RedirectResponse(LINKS.get(to, to))
