import os

import requests

session = requests.Session()


def current_rate(currency: str) -> float:
    response = session.get(os.environ["RATES_URL"], params={"currency": currency}, timeout=4)
    response.raise_for_status()
    return float(response.json()["rate"])
