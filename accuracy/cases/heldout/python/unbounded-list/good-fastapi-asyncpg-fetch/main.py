from typing import Annotated

from fastapi import Depends, FastAPI, Query

from dependencies import messages
from repository import Messages

app = FastAPI()


@app.get("/messages")
async def index(store: Annotated[Messages, Depends(messages)], limit: Annotated[int, Query(ge=1, le=100)] = 50):
    return [dict(row) for row in await store.latest(limit)]
