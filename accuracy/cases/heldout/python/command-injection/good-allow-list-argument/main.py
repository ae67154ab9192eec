import subprocess
from typing import Literal

from fastapi import FastAPI

app = FastAPI()
UNITS = {"web": "gateway.service", "mail": "postfix.service"}


@app.get("/status/{name}")
def status(name: Literal["web", "mail"]):
    out = subprocess.run(["systemctl", "is-active", UNITS[name]], capture_output=True, text=True, timeout=5)
    return {"state": out.stdout.strip()}
