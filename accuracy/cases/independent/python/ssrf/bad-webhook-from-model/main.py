from fastapi import FastAPI
from pydantic import BaseModel, HttpUrl

from notify import Notifier

app = FastAPI()
notifier = Notifier()


class Hook(BaseModel):
    target: HttpUrl
    text: str


@app.post("/hooks/test")
def test_hook(hook: Hook):
    return {"status": notifier.send(str(hook.target), hook.text)}
