import html

from fastapi import FastAPI
from fastapi.responses import HTMLResponse

app = FastAPI()


def field(name: str, value: str) -> str:
    return f'<input name="{name}" value="{html.escape(value, quote=True)}">'


@app.get("/search")
async def search(q: str = ""):
    return HTMLResponse("<form>" + field("q", q) + "<button>Search</button></form>")
