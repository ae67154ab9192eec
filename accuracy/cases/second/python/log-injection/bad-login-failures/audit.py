import logging

logger = logging.getLogger("audit")
logging.basicConfig(format="%(asctime)s %(message)s", level=logging.INFO)


def login_failed(name: str, address: str) -> None:
    logger.warning(f"login failed for {name} from {address}")
