import subprocess

from fastapi import FastAPI, HTTPException

app = FastAPI()


def unit_for(name: str) -> str:
    match name:
        case "web":
            return "web.service"
        case "worker":
            return "worker.service"
        case _:
            return name


@app.get("/units/{name}")
def unit_status(name: str):
    output = subprocess.getoutput("systemctl is-active " + unit_for(name))
    return {"state": output}
