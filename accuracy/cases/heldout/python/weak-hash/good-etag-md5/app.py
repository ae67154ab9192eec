import hashlib

from flask import Flask, Response, request

from pages import render

app = Flask(__name__)


@app.get("/pages/<slug>")
def page(slug):
    body = render(slug)
    etag = hashlib.md5(body.encode(), usedforsecurity=False).hexdigest()
    if request.if_none_match.contains(etag):
        return Response(status=304)
    response = Response(body, mimetype="text/html")
    response.set_etag(etag)
    return response
