from fastapi import FastAPI, HTTPException
from lxml import etree

app = FastAPI()
EMPLOYEES = etree.parse("data/employees.xml")


@app.get("/rooms/{login}")
def room(login: str) -> dict:
    parts = ["//employee", "[@login="]
    parts.append("$login")
    parts.append("]/room/text()")

    found = EMPLOYEES.xpath("".join(parts), login=login)
    if not found:
        raise HTTPException(status_code=404, detail="unknown login")

    return {"room": str(found[0])}
