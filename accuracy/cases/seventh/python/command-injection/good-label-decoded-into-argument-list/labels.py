import base64
import binascii
import subprocess

from flask import Flask, Response, request

app = Flask(__name__)


def decode_label(raw):
    try:
        return base64.urlsafe_b64decode(raw).decode("utf-8")
    except (binascii.Error, UnicodeDecodeError):
        return "label"


def print_label(text):
    command = ["figlet", "-w", "60", "--", text]
    return subprocess.check_output(command, timeout=5)


@app.get("/label.txt")
def label():
    raw = request.cookies.get("label")
    if raw is None:
        return Response("no label chosen\n", status=404, mimetype="text/plain")
    banner = print_label(decode_label(raw))
    return Response(banner, mimetype="text/plain")
