from flask import Flask, request

from worker import jobs

app = Flask(__name__)


@app.post("/exports/compress")
def compress():
    jobs.put(request.form["name"])
    return {"queued": True}, 202
