from fastapi import FastAPI, Query

from rates import fetch_rate

app = FastAPI()


@app.get("/convert")
async def convert(amount: float, base: str = Query(max_length=3), quote: str = Query(max_length=3)):
    rate = await fetch_rate(base, quote)
    return {"amount": round(amount * rate, 2), "currency": quote}
