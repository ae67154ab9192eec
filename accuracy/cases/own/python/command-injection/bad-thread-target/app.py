import os
import threading
from flask import Flask, request
app = Flask(__name__)
def convert(name):
    os.system("ffmpeg -i /srv/in/" + name + " /srv/out/x.mp4")
@app.post("/videos")
def start():
    threading.Thread(target=convert, args=(request.form["name"],)).start()
    return "", 202
