import logging
import re
from logging.handlers import RotatingFileHandler

handler = RotatingFileHandler("audit.log", maxBytes=10_000_000, backupCount=5)
handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
logger = logging.getLogger("gatehouse.audit")
logger.addHandler(handler)
logger.setLevel(logging.INFO)
CONTROL = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]")


def record(action, device):
    logger.info("%s device=%s", action, CONTROL.sub("?", device)[:80])
