import requests

session = requests.Session()
session.headers["User-Agent"] = "shop/3.2"


def rate(currency: str) -> float:
    response = session.get("https://rates.example.com/latest", params={"to": currency}, timeout=(2, 5))
    response.raise_for_status()
    return float(response.json()["rate"])
