import logging

from pythonjsonlogger.json import JsonFormatter


def configure() -> None:
    handler = logging.FileHandler("/var/log/portal/signin.log")
    handler.setFormatter(JsonFormatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[handler])
