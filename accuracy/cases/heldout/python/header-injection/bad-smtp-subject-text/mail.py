import smtplib


def notify(subject, body):
    text = f"From: support@example.org\r\nTo: team@example.org\r\nSubject: {subject}\r\n\r\n{body}"
    with smtplib.SMTP("mail.internal", timeout=10) as server:
        server.sendmail("support@example.org", ["team@example.org"], text.encode())
