from html import escape
from urllib.parse import unquote

from flask import Flask, make_response, request

app = Flask(__name__)

PAGE = "<!doctype html><title>Moved</title><p>The page you came from, {page}, has moved.</p>"


@app.get("/moved")
def moved():
    referrer = request.headers.get("Referer", "unknown")

    page = escape(unquote(referrer))

    response = make_response(PAGE.format(page=page), 404)
    response.headers["Content-Type"] = "text/html; charset=utf-8"
    return response
