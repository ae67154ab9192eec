import os
import subprocess

from flask import Flask, request

app = Flask(__name__)


@app.post("/diagnostics/ping")
def ping():
    host = request.form["host"]
    status = subprocess.run(["ping", "-c", "1", "--", host], timeout=10).returncode
    return {"reachable": status == 0}
