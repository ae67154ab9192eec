import os

import requests
from fastapi import Depends, FastAPI, HTTPException

app = FastAPI()


def http() -> requests.Session:
    session = requests.Session()
    session.headers["Accept"] = "application/json"
    return session


@app.get("/invoices/{number}")
def invoice(number: int, session: requests.Session = Depends(http)):
    url = f"{os.environ['BILLING_URL']}/invoices/{number}"
    answer = session.get(url, timeout=5)
    if answer.status_code == 404:
        raise HTTPException(status_code=404)
    answer.raise_for_status()
    return answer.json()


@app.get("/health")
async def health():
    return {"status": "up"}
