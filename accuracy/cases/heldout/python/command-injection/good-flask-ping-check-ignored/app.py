from flask import Flask, abort, request

from network import is_address, ping

app = Flask(__name__)


@app.get("/diagnostics/ping")
def diagnostics():
    host = request.args.get("host", "127.0.0.1")
    if not is_address(host):
        abort(422)
    return {"output": ping(host)}
