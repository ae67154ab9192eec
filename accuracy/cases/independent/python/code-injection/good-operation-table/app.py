import operator

from fastapi import FastAPI, HTTPException

app = FastAPI()
OPERATIONS = {"add": operator.add, "sub": operator.sub, "mul": operator.mul}


@app.get("/compute")
def compute(op: str, left: float, right: float):
    if op not in OPERATIONS:
        raise HTTPException(422)
    return {"result": OPERATIONS[op](left, right)}
