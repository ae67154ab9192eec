from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from jinja2 import DictLoader, Environment

environment = Environment(loader=DictLoader({"card": "<h2>{{ title }}</h2>"}))
app = FastAPI()


@app.get("/card", response_class=HTMLResponse)
async def card(title: str = "Untitled"):
    return environment.get_template("card").render(title=title)
