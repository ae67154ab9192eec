from fastapi import FastAPI
from fastapi.responses import HTMLResponse, JSONResponse

app = FastAPI()


@app.get("/echo")
async def echo(text: str):
    message = "You said: " + text
    return JSONResponse(content={"message": message})
