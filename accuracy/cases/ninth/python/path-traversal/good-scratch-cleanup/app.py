import shutil

from flask import Flask, jsonify, request

app = Flask(__name__)


@app.delete("/scratch")
def clear_scratch():
    folders = ["tmp"]
    folders.extend(request.args.getlist("job"))
    folders.insert(1, "thumbnails")
    if len(folders) < 3:
        return jsonify(error="name a job"), 400
    victim = folders[1]
    shutil.rmtree(f"/var/scratch/{victim}", ignore_errors=True)
    return jsonify(removed=True, jobs=len(folders) - 2)
