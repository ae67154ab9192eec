import subprocess

from flask import Flask, Response, request

app = Flask(__name__)
PREFIX = "X-Probe-"
PROBES = ("disk", "memory", "uptime")


@app.get("/probe")
def probe():
    target = "uptime"
    for name in request.headers.keys():
        if not name.startswith(PREFIX):
            continue
        suffix = name[len(PREFIX):].lower()
        target = suffix
        break

    done = subprocess.run("/opt/probes/run " + target, shell=True, capture_output=True, text=True, timeout=10)
    return Response(done.stdout, mimetype="text/plain")
