from typing import Annotated

from fastapi import Depends, FastAPI, HTTPException, Response

from vault.dependencies import tenant_folder
from vault.files import OutsideOfFolder, TenantFolder

app = FastAPI(title="vault")


@app.get("/files/{name:path}")
def download(name: str, folder: Annotated[TenantFolder, Depends(tenant_folder)]) -> Response:
    try:
        content = folder.read(name)
    except (OutsideOfFolder, FileNotFoundError, IsADirectoryError):
        raise HTTPException(404) from None
    return Response(
        content,
        media_type="application/octet-stream",
        headers={"content-disposition": "attachment", "x-content-type-options": "nosniff"},
    )
