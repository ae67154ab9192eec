import pandas
from fastapi import FastAPI, HTTPException

app = FastAPI()
frame = pandas.read_csv("/srv/data/trips.csv")
COLUMNS = frozenset({"line", "driver"})


@app.get("/trips")
def trips(column: str, value: str):
    if not column:
        raise HTTPException(422)
    found = frame.query(f"{column} == '{value}'", engine="python")
    return found.head(100).to_dict("records")
