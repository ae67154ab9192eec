from flask import Flask, request

from mail import notify

app = Flask(__name__)


@app.post("/contact")
def contact():
    notify(request.form["subject"], request.form["message"])
    return {"sent": True}
