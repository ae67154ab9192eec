from fastapi import APIRouter
from fastapi.responses import HTMLResponse

router = APIRouter()


def layout(title: str, body: str) -> str:
    return f"<!doctype html><title>{title}</title><main>{body}</main>"


@router.get("/unsubscribe", response_class=HTMLResponse)
async def unsubscribe(address: str = ""):
    body = f"<p>{address} will get no more letters.</p>"
    return HTMLResponse(layout("Unsubscribed", body))
