import os
import smtplib
from email.message import EmailMessage


def send_reset(address, code):
    message = EmailMessage()
    message["From"] = os.environ["MAIL_FROM"]
    message["To"] = address
    message["Subject"] = "Reset your password"
    message.set_content(f"Your code: {code}")
    with smtplib.SMTP(os.environ["MAIL_HOST"], timeout=10) as smtp:
        smtp.starttls()
        smtp.send_message(message)
