from flask import Flask, request

from pages import Page

app = Flask(__name__)


@app.get("/start")
def start():
    page = Page(title=request.args.get("title", "Start")).heading()
    return page.render()
