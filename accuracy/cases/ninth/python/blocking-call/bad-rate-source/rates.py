import requests


def fetch_rate(base, quote):
    reply = requests.get("https://rates.example.com/latest", params={"base": base, "quote": quote}, timeout=5)
    reply.raise_for_status()
    return reply.json()["rate"]
