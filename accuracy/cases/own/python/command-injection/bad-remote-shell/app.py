import subprocess
from flask import Flask, request
app = Flask(__name__)
@app.post("/restart")
def restart():
    subprocess.run(["ssh", "worker", "systemctl restart " + request.form["unit"]], timeout=30)
    return "", 204
