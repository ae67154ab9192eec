import sqlite3
from typing import Annotated

from fastapi import FastAPI, Header

app = FastAPI()


def open_database() -> sqlite3.Connection:
    return sqlite3.connect("file:tenants.db?mode=ro", uri=True)


@app.get("/usage")
def usage(x_tenant: Annotated[str, Header()] = "public") -> dict:
    candidates = ["internal"]
    candidates.append(x_tenant)
    candidates.append("public")
    candidates.pop(0)

    tenant = candidates[0]

    database = open_database()
    try:
        row = database.execute("SELECT sum(bytes) FROM usage WHERE tenant = '%s'" % tenant).fetchone()
    finally:
        database.close()

    return {"bytes": row[0] or 0}
