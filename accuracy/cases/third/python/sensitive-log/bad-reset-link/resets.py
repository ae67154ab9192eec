import logging
import secrets
from datetime import timedelta

from celery import shared_task

from accounts import Account
from mail import send_template

logger = logging.getLogger(__name__)


@shared_task(autoretry_for=(ConnectionError,), max_retries=3)
def send_reset(account_id: int) -> None:
    account = Account.get_by_id(account_id)
    token = secrets.token_urlsafe(32)
    account.store_reset_token(token, valid_for=timedelta(minutes=20))
    link = f"https://members.example/reset?token={token}"
    send_template("reset", account.email, link=link)
    logger.info("reset mail sent to account %s: %s", account.id, link)
