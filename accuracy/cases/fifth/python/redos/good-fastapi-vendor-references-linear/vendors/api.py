from fastapi import APIRouter, Depends
from sqlalchemy.orm import Session

from vendors.database import get_session
from vendors.models import Vendor
from vendors.schemas import VendorIn
from vendors.security import current_buyer

router = APIRouter(prefix="/vendors", dependencies=[Depends(current_buyer)])


@router.post("", status_code=201)
def register(body: VendorIn, session: Session = Depends(get_session)):
    vendor = Vendor(name=body.name, reference=body.reference)
    session.add(vendor)
    session.commit()
    return {"id": vendor.id}
