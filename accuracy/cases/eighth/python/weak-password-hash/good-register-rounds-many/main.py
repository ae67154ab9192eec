import os
import sqlite3

from fastapi import FastAPI
from pydantic import BaseModel, Field

from hashing import hashed

app = FastAPI()


class Registration(BaseModel):
    email: str = Field(max_length=120)
    password: str = Field(min_length=12, max_length=128)


@app.post("/register", status_code=201)
def register(registration: Registration) -> dict:
    salt = os.urandom(16)
    with sqlite3.connect("accounts.db") as connection:
        values = (registration.email, salt, hashed(registration.password, salt))
        connection.execute("INSERT INTO accounts (email, salt, hash) VALUES (?, ?, ?)", values)
    return {"registered": True}
