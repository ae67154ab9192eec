from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import FileResponse, HTMLResponse

from stintpay import crypto
from stintpay.deps import Agency, Db, Payroll
from stintpay.schemas import Month, ReportIn
from stintpay.services import reports
from stintpay.settings import settings

router = APIRouter(tags=["reports"])


@router.get("/reports/{month}")
def month_report(month: Month, request: Request, db: Db, agency: Agency):
    page = reports.month_page(db, agency, month)
    tag = crypto.etag(page.encode())
    if request.headers.get("If-None-Match") == tag:
        return Response(status_code=304)
    return HTMLResponse(page, headers={"ETag": tag})


@router.post("/reports/own")
def own_report(body: ReportIn, db: Db, user: Payroll):
    return HTMLResponse(reports.own_layout(db, user.agency_id, body.month, body.template))


@router.post("/exports/{month}", status_code=201)
def make_export(month: Month, db: Db, user: Payroll):
    packed = reports.compress(reports.export(db, user, month))
    return {"download": f"/exports/{user.agency_id}/{packed.name}"}


@router.get("/exports/month/{month}")
def month_export(month: Month, user: Payroll):
    path = settings.export_dir / str(user.agency_id) / f"{month}.csv"
    if not path.is_file():
        raise HTTPException(404, "no such export")
    return FileResponse(path)


@router.get("/exports/{name:path}")
def export_file(name: str, user: Payroll):
    path = settings.export_dir / name
    if not path.is_file():
        raise HTTPException(404, "no such export")
    return FileResponse(path)
