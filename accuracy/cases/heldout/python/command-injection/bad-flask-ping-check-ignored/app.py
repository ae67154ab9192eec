from flask import Flask, request

from network import is_address, ping

app = Flask(__name__)


@app.get("/diagnostics/ping")
def diagnostics():
    host = request.args.get("host", "127.0.0.1")
    is_address(host)
    return {"output": ping(host)}
