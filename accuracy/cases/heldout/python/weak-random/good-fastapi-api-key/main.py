import random
import secrets

from fastapi import Depends, FastAPI

from keys import KeyStore, key_store

app = FastAPI()


@app.post("/api-keys", status_code=201)
def create(store: KeyStore = Depends(key_store)):
    api_key = secrets.token_hex(16)
    store.add(api_key)
    return {"api_key": api_key, "shade": random.choice(["red", "green", "blue"])}
