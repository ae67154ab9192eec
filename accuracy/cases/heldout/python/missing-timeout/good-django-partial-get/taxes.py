from functools import partial

import requests

ask = partial(requests.get, "https://taxes.internal/rate", timeout=4)


def rate(country):
    answer = ask(params={"country": country})
    return answer.json()["rate"]
