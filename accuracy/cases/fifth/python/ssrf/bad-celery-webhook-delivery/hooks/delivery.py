import os

import requests
from celery import Celery

from hooks import store

app = Celery("hooks", broker=os.environ["BROKER_URL"])


@app.task(bind=True, max_retries=4)
def deliver(self, subscription_id, event):
    subscription = store.subscription(subscription_id)
    try:
        response = requests.post(subscription["address"], json=event, timeout=8)
    except requests.ConnectionError as error:
        raise self.retry(exc=error, countdown=30)
    store.keep_answer(subscription_id, response.status_code, response.text[:4000])
