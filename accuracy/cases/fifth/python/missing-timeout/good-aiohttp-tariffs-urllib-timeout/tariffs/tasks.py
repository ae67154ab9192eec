import os

from celery import Celery

from .client import TariffClient
from .store import save

app = Celery("tariffs", broker=os.environ["BROKER_URL"])
app.conf.beat_schedule = {"refresh": {"task": "tariffs.tasks.refresh", "schedule": 900.0}}


@app.task
def refresh():
    tariffs = TariffClient().current()
    save(tariffs)
    return len(tariffs)
