import logging
import os

import requests
from celery import Celery

from stock.repository import StockRepository

app = Celery("stock", broker=os.environ["BROKER_URL"])
logger = logging.getLogger("stock.sync")


def read_warehouse(code):
    response = requests.get(f"{os.environ['WAREHOUSE_URL']}/stock/{code}", timeout=15)
    response.raise_for_status()
    return response.json()["levels"]


@app.task(bind=True, max_retries=3)
def sync(self, code):
    repository = StockRepository()
    try:
        for level in read_warehouse(code):
            repository.set_level(code, level["sku"], level["count"])
    except requests.RequestException as error:
        logger.warning("stock of %s could not be read", code, exc_info=error)
        raise self.retry(exc=error, countdown=60)
