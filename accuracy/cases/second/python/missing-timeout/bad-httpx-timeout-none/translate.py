from typing import Annotated

import httpx
from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field

from clients import http_client

router = APIRouter()


class Text(BaseModel):
    text: str = Field(max_length=2000)


@router.post("/translations")
async def translate(body: Text, client: Annotated[httpx.AsyncClient, Depends(http_client)]) -> dict:
    answer = await client.post("https://translate.example.com/v1", json={"q": body.text})
    answer.raise_for_status()
    return {"text": answer.json()["text"]}
