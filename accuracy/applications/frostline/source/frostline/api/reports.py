import uuid

from fastapi import APIRouter
from fastapi.responses import FileResponse

from ..deps import Paged, Reader
from ..limits import spend
from ..problems import Problem
from ..repositories.tables import Reports, Shipments
from ..schemas import ReportOut
from ..settings import settings

router = APIRouter(tags=["reports"])


@router.get("/reports")
async def list_reports(who: Reader, window: Paged) -> list[ReportOut]:
    return [ReportOut.model_validate(r) for r in await who.repo(Reports).page(window.after, window.limit)]


@router.post("/shipments/{shipment_id}/reports", status_code=202)
async def order_report(shipment_id: uuid.UUID, who: Reader) -> ReportOut:
    await spend("report", str(who.user.org_id), 20, 3600)
    shipment = await who.repo(Shipments).get(shipment_id)
    report = who.repo(Reports).new(shipment_id=shipment.id, state="waiting")
    who.work.later("report", report=str(report.id), org=str(who.user.org_id))
    await who.done("report ordered", report.id)
    return ReportOut.model_validate(report)


@router.get("/reports/{report_id}")
async def show_report(report_id: uuid.UUID, who: Reader) -> ReportOut:
    return ReportOut.model_validate(await who.repo(Reports).get(report_id))


@router.get("/reports/{report_id}/file")
async def download(report_id: uuid.UUID, who: Reader) -> FileResponse:
    report = await who.repo(Reports).get(report_id)
    if report.state != "ready":
        raise Problem(409, "not ready yet")
    return FileResponse(settings().reports / f"{report.id.hex}.csv", media_type="text/csv", filename="readings.csv")
