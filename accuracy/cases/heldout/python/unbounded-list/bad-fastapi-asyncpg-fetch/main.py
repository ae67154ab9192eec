from typing import Annotated

from fastapi import Depends, FastAPI, Query

from dependencies import messages
from repository import Messages

app = FastAPI()


@app.get("/messages")
async def index(store: Annotated[Messages, Depends(messages)], newest: Annotated[bool, Query()] = True):
    rows = [dict(row) for row in await store.latest()]
    return rows if newest else rows[::-1]
