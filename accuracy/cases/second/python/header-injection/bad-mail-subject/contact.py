import os
import smtplib

from fastapi import FastAPI, Form

app = FastAPI()
TO = "support@example.com"


@app.post("/contact", status_code=202)
def contact(subject: str = Form(max_length=120), text: str = Form(max_length=5000)) -> None:
    message = f"From: site@example.com\r\nTo: {TO}\r\nSubject: {subject}\r\n\r\n{text}"
    with smtplib.SMTP_SSL(os.environ["SMTP_HOST"], timeout=10) as smtp:
        smtp.sendmail("site@example.com", [TO], message)
