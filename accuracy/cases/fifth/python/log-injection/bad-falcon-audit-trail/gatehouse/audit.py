import logging
from logging.handlers import RotatingFileHandler

handler = RotatingFileHandler("audit.log", maxBytes=10_000_000, backupCount=5)
handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
logger = logging.getLogger("gatehouse.audit")
logger.addHandler(handler)
logger.setLevel(logging.INFO)


def record(action, device):
    logger.info("%s device=%s", action, device)
