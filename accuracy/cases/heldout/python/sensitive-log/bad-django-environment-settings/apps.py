import logging
import os
from urllib.parse import urlsplit

from django.apps import AppConfig

logger = logging.getLogger("shop.start")


class ShopConfig(AppConfig):
    name = "shop"

    def ready(self):
        database_url = os.environ["DATABASE_URL"]
        logger.info("starting with database password %s", urlsplit(database_url).password)
