from flask import Flask, request

from webhooks import Refused, deliver

app = Flask(__name__)


@app.post("/webhooks/test")
def test():
    try:
        status = deliver(request.json["url"], {"event": "test"})
    except Refused:
        return {"error": "address refused"}, 422
    return {"status": status}
