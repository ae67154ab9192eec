import os

import requests
from fastapi import APIRouter, HTTPException

router = APIRouter()
RATES_URL = os.environ["RATES_URL"]


@router.get("/rates/{currency}")
async def rate(currency: str):
    if len(currency) != 3 or not currency.isalpha():
        raise HTTPException(422, "currency code expected")
    response = requests.get(RATES_URL, params={"symbol": currency.upper()}, timeout=5)
    if response.status_code != 200:
        raise HTTPException(502, "rates are not available")
    return {"currency": currency.upper(), "rate": response.json()["rate"]}
