import httpx
from fastapi import FastAPI


class Gateway:
    def __init__(self, base):
        self.client = httpx.Client(timeout=5)
        self.base = base.rstrip("/")

    def item(self, number):
        return self.client.get(f"{self.base}/items/{number}").json()


app = FastAPI()


@app.get("/items/{number}")
def item(number: int):
    return Gateway("https://items.internal").item(number)
