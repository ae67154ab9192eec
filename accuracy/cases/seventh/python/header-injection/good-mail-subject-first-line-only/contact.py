import os
import smtplib

from fastapi import FastAPI, Form
from fastapi.responses import JSONResponse

app = FastAPI()

FROM = "contact@shop.example"
TO = "support@shop.example"


def header_value(text: str) -> str:
    return next(iter(text.strip().splitlines()), "(no subject)")


def raw_message(subject: str, body: str) -> str:
    lines = [f"From: {FROM}", f"To: {TO}", "Subject: " + subject, "", body]
    return "\r\n".join(lines)


@app.post("/contact")
def contact(subject: str = Form(""), text: str = Form(...)):
    message = raw_message(header_value(subject), text)
    with smtplib.SMTP(os.environ["MAIL_HOST"], timeout=10) as smtp:
        smtp.starttls()
        smtp.sendmail(FROM, [TO], message.encode("utf-8"))
    return JSONResponse({"sent": True}, status_code=202)
