import logging
import urllib.request

from app import settings
from app.core.responses import backoff

log = logging.getLogger("clinic")


def send_sms(phone, text):
    for attempt in range(3):
        try:
            payload = f"password={settings.SMS_GATEWAY_PASSWORD}&to={phone}&text={text}"
            urllib.request.urlopen(settings.SMS_GATEWAY, payload.encode())
            return True
        except Exception:
            backoff(attempt)
    return False
