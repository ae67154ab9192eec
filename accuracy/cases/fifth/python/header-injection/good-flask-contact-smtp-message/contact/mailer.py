import os
import smtplib
from email.message import EmailMessage
from email.policy import SMTP


class Mailer:
    def __init__(self, host=None):
        self.host = host or os.environ["SMTP_HOST"]
        self.sender = os.environ["MAIL_FROM"]

    def send(self, receiver, subject, text, reply_to):
        message = EmailMessage(policy=SMTP)
        message["From"] = self.sender
        message["To"] = receiver
        message["Reply-To"] = " ".join(reply_to.split())
        message["Subject"] = " ".join(subject.split())
        message.set_content(text)
        with smtplib.SMTP(self.host, timeout=10) as server:
            server.starttls()
            server.send_message(message)
