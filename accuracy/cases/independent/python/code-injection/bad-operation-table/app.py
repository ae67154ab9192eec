import operator

from fastapi import FastAPI, HTTPException

app = FastAPI()
OPERATIONS = {"add": operator.add, "sub": operator.sub, "mul": operator.mul}


@app.get("/compute")
def compute(op: str, left: float, right: float):
    scope = {"left": left, "right": right}
    exec(f"result = operator.{op}(left, right)", {"operator": operator}, scope)
    return {"result": scope["result"]}
