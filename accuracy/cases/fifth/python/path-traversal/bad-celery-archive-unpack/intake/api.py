import uuid

from fastapi import APIRouter, Depends, HTTPException, UploadFile

from intake.auth import current_clerk
from intake.tasks import SPOOL, unpack_upload

router = APIRouter(prefix="/intake", dependencies=[Depends(current_clerk)])
MAX_BYTES = 20 * 1024 * 1024


@router.post("/archives", status_code=202)
async def receive(archive: UploadFile):
    content = await archive.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise HTTPException(413)
    number = uuid.uuid4().hex
    (SPOOL / "uploads" / f"{number}.zip").write_bytes(content)
    unpack_upload.delay(number)
    return {"number": number}
