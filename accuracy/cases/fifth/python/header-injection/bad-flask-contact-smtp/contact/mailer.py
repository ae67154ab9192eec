import os
import smtplib


class Mailer:
    def __init__(self, host=None):
        self.host = host or os.environ["SMTP_HOST"]
        self.sender = os.environ["MAIL_FROM"]

    def send(self, receiver, subject, text, reply_to):
        message = (
            f"From: {self.sender}\r\nTo: {receiver}\r\n"
            f"Reply-To: {reply_to}\r\nSubject: {subject}\r\n\r\n{text}"
        )
        with smtplib.SMTP(self.host, timeout=10) as server:
            server.starttls()
            server.sendmail(self.sender, [receiver], message.encode())
