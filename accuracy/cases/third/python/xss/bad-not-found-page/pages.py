from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from articles import article_html

router = APIRouter(default_response_class=HTMLResponse)
PAGE = "<!doctype html><title>{title}</title><main>{body}</main>"


@router.get("/read/{slug:path}")
def read(slug: str) -> HTMLResponse:
    body = article_html(slug)
    match body:
        case None:
            body = f"<p>There is no article called <em>{slug}</em>.</p>"
            return HTMLResponse(PAGE.format(title="Not found", body=body), status_code=404)
        case _:
            return HTMLResponse(PAGE.format(title="Article", body=body))
