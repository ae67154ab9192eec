from fastapi import APIRouter, Depends, HTTPException, Response

from reports.auth import current_user
from reports.data import monthly_rows
from reports.registry import exporter_for

router = APIRouter(dependencies=[Depends(current_user)])


@router.get("/reports/monthly")
def monthly(format: str = "csv") -> Response:
    try:
        exporter = exporter_for(format)
    except (LookupError, ImportError):
        raise HTTPException(400, "no such format") from None
    return Response(exporter.write(monthly_rows()), media_type=exporter.media_type)
