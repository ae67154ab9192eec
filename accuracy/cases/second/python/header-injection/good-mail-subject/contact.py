import os
import smtplib
from email.message import EmailMessage

from fastapi import FastAPI, Form

app = FastAPI()
TO = "support@example.com"


@app.post("/contact", status_code=202)
def contact(subject: str = Form(max_length=120), text: str = Form(max_length=5000)) -> None:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "site@example.com", TO, subject
    message.set_content(text)
    with smtplib.SMTP_SSL(os.environ["SMTP_HOST"], timeout=10) as smtp:
        smtp.send_message(message)
