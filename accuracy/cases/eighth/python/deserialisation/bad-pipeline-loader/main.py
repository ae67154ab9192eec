import yaml
from fastapi import FastAPI, HTTPException, Request

from reading import Reading

app = FastAPI()


@app.put("/pipelines/{number}")
async def pipeline(number: int, request: Request) -> dict:
    text = (await request.body()).decode()
    try:
        steps = yaml.load(text, Loader=Reading.loader)
    except yaml.YAMLError:
        raise HTTPException(status_code=422, detail="cannot read the pipeline")

    return {"number": number, "steps": len(steps or [])}
