import os

import requests
from celery import Celery

from stock.repository import StockRepository

app = Celery("stock", broker=os.environ["BROKER_URL"])


def read_warehouse(code):
    response = requests.get(f"{os.environ['WAREHOUSE_URL']}/stock/{code}", timeout=15)
    response.raise_for_status()
    return response.json()["levels"]


@app.task
def sync(code):
    repository = StockRepository()
    try:
        for level in read_warehouse(code):
            repository.set_level(code, level["sku"], level["count"])
    except Exception:
        pass
