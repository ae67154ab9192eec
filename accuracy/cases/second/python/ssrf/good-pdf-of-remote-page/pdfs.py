import pdfkit
from fastapi import APIRouter, Depends
from fastapi.responses import Response

from auth import current_user

SITE = "https://www.example.com"
OPTIONS = {"quiet": "", "disable-local-file-access": "", "disable-javascript": ""}
router = APIRouter(dependencies=[Depends(current_user)])


@router.get("/pdf")
def page_as_pdf(page: int) -> Response:
    url = f"{SITE}/pages/{page}"
    content = pdfkit.from_url(url, False, options=OPTIONS)
    return Response(content, media_type="application/pdf")
