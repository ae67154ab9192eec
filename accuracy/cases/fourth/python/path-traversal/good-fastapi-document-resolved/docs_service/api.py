from fastapi import APIRouter, Depends, HTTPException
from fastapi.responses import FileResponse

from .auth import Principal, principal
from .storage import NotStored, locate

router = APIRouter(prefix="/documents")


@router.get("/{name:path}")
def download(name: str, who: Principal = Depends(principal)):
    try:
        return FileResponse(locate(who.tenant, name))
    except NotStored:
        raise HTTPException(404)
