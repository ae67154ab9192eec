import shlex
import subprocess
import uuid
from string import Template

from flask import Flask, jsonify, request

app = Flask(__name__)

CONVERT = Template("convert -size 600x80 caption:$caption /srv/banners/$name.png")


@app.post("/banners")
def create_banner():
    caption = request.form.get("caption", "")[:80]
    name = uuid.uuid4().hex
    command = CONVERT.substitute(caption=caption, name=shlex.quote(name))
    result = subprocess.run(command, shell=True, capture_output=True, timeout=20)
    if result.returncode != 0:
        return jsonify(error="could not render"), 422
    return jsonify(name=name), 201
