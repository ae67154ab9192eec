import subprocess

from flask import Flask, jsonify, request

app = Flask(__name__)

MODES = "fqn"


@app.get("/reachability")
def reachability():
    host = request.args.get("host", "gateway.internal")
    mode = MODES[1]

    match mode:
        case "f":
            target = "gateway.internal"
        case "q":
            target = host
        case _:
            target = "localhost"

    done = subprocess.run(
        f"ping -c 1 -W 2 {target}",
        shell=True,
        capture_output=True,
        text=True,
        timeout=5,
        check=False,
    )
    return jsonify(reachable=done.returncode == 0)
