from flask import Flask, Response, abort, request

from exporters import writer_for

app = Flask(__name__)


@app.get("/export")
def export():
    try:
        writer = writer_for(request.args.get("format", "csv"))
    except (KeyError, ModuleNotFoundError, AttributeError):
        abort(400)
    return Response(writer.write([]), mimetype="application/octet-stream")
