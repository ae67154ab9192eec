from fastapi import APIRouter, Depends, HTTPException, UploadFile
from lxml.etree import XMLSyntaxError

from invoices.auth import current_user
from invoices.parse import read_invoice

router = APIRouter(dependencies=[Depends(current_user)])


@router.post("/invoices/read")
async def read(file: UploadFile):
    content = await file.read(1_000_000)
    try:
        return read_invoice(content)
    except XMLSyntaxError:
        raise HTTPException(422, "no XML") from None
