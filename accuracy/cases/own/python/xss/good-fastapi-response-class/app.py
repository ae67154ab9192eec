from html import escape
from fastapi import FastAPI
from fastapi.responses import HTMLResponse
app = FastAPI()
@app.get("/hello", response_class=HTMLResponse)
def hello(name: str):
    return f"<h1>Hello {escape(name)}</h1>"
