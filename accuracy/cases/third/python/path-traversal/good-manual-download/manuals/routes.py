from fastapi import APIRouter, Depends, HTTPException
from fastapi.responses import FileResponse

from manuals.files import OutsideRoot, locate
from manuals.guards import current_customer

router = APIRouter(prefix="/manuals", dependencies=[Depends(current_customer)])


@router.get("/{name:path}")
def manual(name: str) -> FileResponse:
    try:
        path = locate(name)
    except OutsideRoot:
        raise HTTPException(404) from None
    if not path.is_file():
        raise HTTPException(404)
    return FileResponse(path, media_type="application/pdf")
