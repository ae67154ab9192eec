import re

from fastapi import FastAPI, HTTPException

app = FastAPI()

RULES = {
    "display": r"^\w+(?:\s\w+)*$",
    "handle": r"^[a-z][a-z0-9_]{2,19}$",
}
COMPILED = {name: re.compile(rule) for name, rule in RULES.items()}


def check(kind: str, value: str) -> bool:
    rule = COMPILED[kind]
    return rule.match(value) is not None


@app.get("/names/check")
def check_name(value: str, kind: str = "display"):
    if kind not in COMPILED:
        raise HTTPException(status_code=404)
    return {"value": value, "valid": check(kind, value)}


@app.get("/names/rules")
def rules():
    return {"kinds": sorted(RULES)}
