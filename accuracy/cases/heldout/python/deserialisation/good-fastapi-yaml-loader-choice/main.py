from fastapi import FastAPI, Request

from pipelines import PipelineReader

app = FastAPI()


@app.post("/pipelines")
async def create(request: Request):
    document = PipelineReader().read((await request.body()).decode())
    return {"steps": len(document.get("steps", []))}
