import subprocess

from flask import Flask, request

app = Flask(__name__)
BUSIEST = "cut -d' ' -f1 /var/log/gateway/access.log | sort | uniq -c | sort -rn | head -n 50"


@app.get("/traffic/busiest")
def busiest():
    lines = subprocess.run(BUSIEST, shell=True, capture_output=True, text=True, timeout=20).stdout.splitlines()
    return {"clients": lines[: request.args.get("top", 10, type=int)]}
