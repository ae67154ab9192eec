import subprocess
import threading
from flask import Flask, request
app = Flask(__name__)
def convert(name):
    subprocess.run(["ffmpeg", "-i", "/srv/in/" + name, "/srv/out/x.mp4"], timeout=60)
@app.post("/videos")
def start():
    threading.Thread(target=convert, args=(request.form["name"],)).start()
    return "", 202
