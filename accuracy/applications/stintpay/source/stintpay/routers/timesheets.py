from fastapi import APIRouter, HTTPException

from stintpay.deps import Db, User
from stintpay.models import Timesheet
from stintpay.repositories.work import Timesheets
from stintpay.schemas import TimesheetIn, TimesheetPatch

router = APIRouter(prefix="/timesheets", tags=["timesheets"])


def view(sheet: Timesheet) -> dict:
    return {"id": sheet.id, "day": sheet.day, "hours": sheet.hours, "task": sheet.task}


def mine(key: int, db, user) -> Timesheet:
    sheet = Timesheets(db).own(key, user.id)
    if sheet is None:
        raise HTTPException(404, "no such sheet")
    return sheet


@router.get("")
def sheets(db: Db, user: User, q: str | None = None):
    return [view(s) for s in Timesheets(db).of(user.id, q)]


@router.post("", status_code=201)
def add(body: TimesheetIn, db: Db, user: User):
    return view(Timesheets(db).add(Timesheet(contractor_id=user.id, **body.model_dump())))


@router.patch("/{key}")
def change(key: int, body: TimesheetPatch, db: Db, user: User):
    return view(Timesheets(db).apply(mine(key, db, user), body.model_dump(exclude_none=True)))


@router.delete("/{key}", status_code=204)
def remove(key: int, db: Db, user: User):
    db.delete(mine(key, db, user))
    db.commit()
