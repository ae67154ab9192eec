from fastapi import FastAPI

from builds import Checkout

app = FastAPI()


@app.get("/projects/{project}/log")
async def log(project: int, branch: str = "main"):
    return {"log": await Checkout(project).log(branch)}
