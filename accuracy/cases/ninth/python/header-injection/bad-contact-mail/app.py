import os
import smtplib

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
        head = "\r\n".join([f"From: {SENDER}", f"To: {DESK}", f"Subject: {subject}"])
        smtp.sendmail(SENDER, [DESK], f"{head}\r\n\r\n{text}".encode())
    return jsonify(sent=True)
