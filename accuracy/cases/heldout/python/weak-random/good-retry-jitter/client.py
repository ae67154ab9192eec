import random
import time

import requests


def fetch(url, attempts=3):
    for attempt in range(attempts):
        answer = requests.get(url, timeout=5)
        if answer.status_code < 500:
            return answer
        time.sleep(2**attempt + random.uniform(0, 0.5))
    raise RuntimeError("service does not answer")
