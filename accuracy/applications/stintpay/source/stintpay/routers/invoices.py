from fastapi import APIRouter, BackgroundTasks, HTTPException, Query
from fastapi.responses import FileResponse

from stintpay.deps import Db, Payroll, User
from stintpay.models import Contractor, Invoice
from stintpay.repositories.work import Invoices
from stintpay.schemas import InvoiceIn
from stintpay.services import hooks, reports

router = APIRouter(prefix="/invoices", tags=["invoices"])


def view(invoice: Invoice) -> dict:
    return {name: getattr(invoice, name) for name in ("id", "contractor_id", "month", "title", "cents", "status")}


@router.get("")
def invoices(db: Db, user: User, sort: str = "id", limit: int = Query(50, ge=1, le=200), offset: int = Query(0, ge=0)):
    return Invoices(db).page("contractor_id = :me", {"me": user.id}, sort, limit, offset)


@router.post("", status_code=201)
def add(body: InvoiceIn, db: Db, user: User):
    return view(Invoices(db).add(Invoice(contractor_id=user.id, **body.model_dump())))


@router.get("/{key}")
def invoice(key: int, db: Db, user: User):
    found = Invoices(db).get(key)
    if found is None:
        raise HTTPException(404, "no such invoice")
    return view(found)


@router.get("/{key}/pdf")
def pdf(key: int, db: Db, user: User):
    found = Invoices(db).get(key)
    if found is None or found.contractor_id != user.id:
        raise HTTPException(404, "no such invoice")
    return FileResponse(reports.invoice_pdf(found, user), filename=f"invoice-{found.id}.pdf")


@router.post("/{key}/approve")
def approve(key: int, db: Db, user: Payroll, jobs: BackgroundTasks):
    repo = Invoices(db)
    found = repo.get(key)
    owner = db.get(Contractor, found.contractor_id) if found else None
    if owner is None or owner.agency_id != user.agency_id:
        raise HTTPException(404, "no such invoice")
    if not repo.approve(key):
        raise HTTPException(409, "the invoice is not open")
    jobs.add_task(hooks.tell, owner.id, "invoice.approved", {"invoice": key})
    return {"status": "approved"}
