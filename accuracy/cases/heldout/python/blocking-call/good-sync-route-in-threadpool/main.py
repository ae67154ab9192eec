import time

import requests
from fastapi import FastAPI

app = FastAPI()


@app.get("/exchange/{currency}")
def exchange(currency: str):
    for _ in range(2):
        answer = requests.get("https://rates.internal/latest", params={"to": currency}, timeout=5)
        if answer.ok:
            return answer.json()
        time.sleep(0.2)
    return {"error": "unavailable"}
