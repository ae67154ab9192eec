import yaml
from fastapi import FastAPI, Request

app = FastAPI()


@app.put("/pipelines/{name}")
async def put_pipeline(name: str, request: Request):
    text = (await request.body()).decode()
    document = yaml.load(text, Loader=yaml.SafeLoader)
    return {"name": name, "steps": len(document.get("steps", []))}
