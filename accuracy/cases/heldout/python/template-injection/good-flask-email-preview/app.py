from flask import Flask, request

from mailer import preview

app = Flask(__name__)


@app.post("/campaigns/preview")
def campaign_preview():
    form = request.form
    return preview(form["subject"], recipient=form.get("name", "reader"))
