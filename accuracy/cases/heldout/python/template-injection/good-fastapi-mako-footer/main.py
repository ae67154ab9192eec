from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from mako.template import Template
from pydantic import BaseModel

app = FastAPI()
FOOTER = "<footer>${footer | h}</footer>"


class Letter(BaseModel):
    footer: str


@app.post("/letters/footer", response_class=HTMLResponse)
async def footer(letter: Letter):
    page = FOOTER
    return Template(page).render(footer=letter.footer)
