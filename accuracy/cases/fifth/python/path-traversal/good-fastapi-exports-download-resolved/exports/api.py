from fastapi import APIRouter, Depends, HTTPException
from fastapi.responses import FileResponse

from exports.security import current_user_id
from exports.storage import ExportStorage, get_storage

router = APIRouter(prefix="/exports")


@router.get("/{name:path}")
def download(name: str, user_id: int = Depends(current_user_id), storage: ExportStorage = Depends(get_storage)):
    path = storage.locate(user_id, name)
    if path is None:
        raise HTTPException(404)
    return FileResponse(path, filename=path.name)
