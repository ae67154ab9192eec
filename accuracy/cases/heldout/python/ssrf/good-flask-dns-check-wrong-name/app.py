from flask import Flask, Response, request

from fetching import fetch_icon

app = Flask(__name__)


@app.get("/icon")
def icon():
    return Response(fetch_icon(request.args["url"]), mimetype="image/x-icon")
