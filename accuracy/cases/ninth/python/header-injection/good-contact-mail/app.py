import os
import smtplib
from email.message import EmailMessage

from flask import Flask, jsonify, request

app = Flask(__name__)

SENDER = "forms@example.org"
DESK = "desk@example.org"


@app.post("/contact")
def contact():
    subject = request.form.get("subject", "(none)")
    text = request.form.get("text", "")[:4000]
    with smtplib.SMTP(os.environ["SMTP_HOST"], 587, timeout=10) as smtp:
        smtp.starttls()
        message = EmailMessage()
        message["From"], message["To"] = SENDER, DESK
        message["Subject"] = subject
        message.set_content(text)
        smtp.send_message(message)
    return jsonify(sent=True)
