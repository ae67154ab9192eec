import os

import requests
from celery import Celery

from hooks import store
from hooks.egress import AddressRefused, pinned_session

app = Celery("hooks", broker=os.environ["BROKER_URL"])


@app.task(bind=True, max_retries=4)
def deliver(self, subscription_id, event):
    subscription = store.subscription(subscription_id)
    try:
        session, address = pinned_session(subscription["address"])
        response = session.post(address, json=event, timeout=8, allow_redirects=False)
    except AddressRefused:
        return store.keep_answer(subscription_id, 0, "address refused")
    except requests.ConnectionError as error:
        raise self.retry(exc=error, countdown=30)
    store.keep_answer(subscription_id, response.status_code, response.text[:4000])
