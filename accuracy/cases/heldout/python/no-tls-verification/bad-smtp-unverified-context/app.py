from flask import Flask

from mail import connect

app = Flask(__name__)


@app.post("/mail/test")
def test():
    with connect() as server:
        server.noop()
    return {"mail": "up"}
