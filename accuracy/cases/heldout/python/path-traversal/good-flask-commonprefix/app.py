import os

from flask import Flask, abort, request, send_file

app = Flask(__name__)
ROOT = "/srv/media/public"


class Media:
    def __init__(self, root):
        self.root = root

    def resolve(self, name):
        path = os.path.realpath(os.path.join(self.root, name))
        if os.path.commonpath([path, self.root]) != self.root:
            return None
        return path


media = Media(ROOT)


@app.get("/media")
def show():
    path = media.resolve(request.args.get("name", "logo.png"))
    if path is None:
        abort(404)
    return send_file(path)
