import json
import logging

logger = logging.getLogger("audit")
logging.basicConfig(format="%(asctime)s %(message)s", level=logging.INFO)


def login_failed(name: str, address: str) -> None:
    logger.warning(json.dumps({"event": "login failed", "name": name, "address": address}))
