from fastapi import FastAPI

app = FastAPI()
CURRENCIES = [{"code": "EUR", "digits": 2}, {"code": "CHF", "digits": 2}, {"code": "JPY", "digits": 0}]


@app.get("/currencies")
async def currencies():
    return [each["code"] for each in CURRENCIES]
