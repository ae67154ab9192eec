from flask import Flask, send_from_directory

app = Flask(__name__)


@app.get("/assets/<path:name>")
def assets(name):
    return send_from_directory("/srv/assets", name, max_age=3600)
