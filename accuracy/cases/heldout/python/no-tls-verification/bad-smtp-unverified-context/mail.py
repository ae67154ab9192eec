import os
import smtplib
import ssl


def connect():
    server = smtplib.SMTP("mail.example.org", 587, timeout=10)
    server.starttls(context=ssl._create_unverified_context())
    server.login(os.environ["MAIL_USER"], os.environ["MAIL_PASSWORD"])
    return server
