from fastapi import FastAPI

from .errors import install

app = FastAPI()
install(app)


@app.get("/health")
def health():
    return {"status": "ok"}
