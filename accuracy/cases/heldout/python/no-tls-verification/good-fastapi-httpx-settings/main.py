import httpx
from fastapi import FastAPI

from settings import LedgerSettings

app = FastAPI()
settings = LedgerSettings()
client = httpx.AsyncClient(base_url=settings.base_url, verify=settings.verify, timeout=settings.timeout)


@app.get("/balance/{account}")
async def balance(account: int):
    return (await client.get(f"/accounts/{account}")).json()
