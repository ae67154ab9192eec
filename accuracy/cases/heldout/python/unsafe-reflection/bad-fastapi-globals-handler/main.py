from fastapi import FastAPI, HTTPException

app = FastAPI()
HANDLERS = {}


def handler(function):
    HANDLERS[function.__name__] = function
    return function


@handler
def daily(day: str):
    return {"day": day}


@handler
def weekly(day: str):
    return {"week_of": day}


@app.get("/reports/{name}")
def report(name: str, day: str):
    function = globals().get(name)
    if not callable(function):
        raise HTTPException(404)
    return function(day)
