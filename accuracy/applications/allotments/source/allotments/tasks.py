import os
import smtplib
from email.message import EmailMessage


def send_mail(to, kind, **values):
    message = EmailMessage()
    message["To"] = to
    message["From"] = "office@allotments.example"
    message["Subject"] = {"reset": "Your password", "notice": "New notice"}[kind]
    message.set_content("\n".join(f"{k}: {v}" for k, v in values.items()))
    with smtplib.SMTP(os.environ.get("SMTP_HOST", "localhost"), timeout=10) as server:
        server.send_message(message)
