import logging

from flask import Flask, request

logging.basicConfig(filename="auth.log", format="%(asctime)s %(levelname)s %(message)s")
log = logging.getLogger("auth")
app = Flask(__name__)


@app.post("/attempt")
def attempt():
    name = request.form.get("name", "")
    name = name.replace("\r", "").replace("\n", "")
    log.warning("failed attempt for %s", name)
    return "", 401
