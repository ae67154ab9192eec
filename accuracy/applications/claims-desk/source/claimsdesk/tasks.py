import smtplib
import ssl
import uuid
from email.message import EmailMessage

from celery import shared_task
from flask import current_app
from sqlalchemy import select

from .extensions import db
from .models import Claim, User


@shared_task(autoretry_for=(OSError, smtplib.SMTPException), retry_backoff=True, max_retries=5)
def notify_decision(claim_id: str) -> None:
    row = db.session.execute(
        select(Claim.status, User.email).join(User, User.id == Claim.claimant_id).where(Claim.id == uuid.UUID(claim_id))
    ).one_or_none()
    if row is None:
        return
    message = EmailMessage()
    message["Subject"] = "Your claim was decided"
    message["From"] = "claims@claims-desk.example"
    message["To"] = row.email
    message.set_content(f"Your claim {claim_id} is now {row.status.value}. Sign in to see the details.")
    with smtplib.SMTP(current_app.config["SMTP_HOST"], 587, timeout=10) as smtp:
        smtp.starttls(context=ssl.create_default_context())
        smtp.send_message(message)
