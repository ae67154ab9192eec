from pathlib import Path

import boto3
from fastapi import APIRouter, Depends
from fastapi.responses import Response

from auth import current_user

CACHE = Path("/var/cache/objects")
s3 = boto3.client("s3")
router = APIRouter(dependencies=[Depends(current_user)])


def local_copy(bucket: str, key: str) -> Path:
    name = key.lstrip("/")
    path = CACHE / name
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        s3.download_file(bucket, key, str(path))
    return path


@router.get("/objects")
def read_object(key: str) -> Response:
    return Response(local_copy("public-assets", key).read_bytes(), media_type="application/octet-stream")
