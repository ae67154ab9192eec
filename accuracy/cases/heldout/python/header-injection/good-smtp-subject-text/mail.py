import smtplib
from email.message import EmailMessage


def notify(subject, body):
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "support@example.org", "team@example.org", subject
    message.set_content(body)
    with smtplib.SMTP("mail.internal", timeout=10) as server:
        server.send_message(message)
