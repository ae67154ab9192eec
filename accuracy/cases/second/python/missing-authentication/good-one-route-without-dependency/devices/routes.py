from fastapi import APIRouter, Depends, HTTPException
from sqlalchemy.orm import Session

from devices.auth import User, current_user
from devices.db import get_db
from devices.models import Device

router = APIRouter(prefix="/devices", dependencies=[Depends(current_user)])


@router.get("/{device_id}")
def show(device_id: int, user: User = Depends(current_user), db: Session = Depends(get_db)):
    device = db.get(Device, device_id)
    if device is None or device.owner_id != user.id:
        raise HTTPException(404)
    return {"id": device.id, "name": device.name}


@router.post("/firmware", status_code=202)
def roll_out(version: str, db: Session = Depends(get_db)):
    db.query(Device).update({Device.wanted_firmware: version})
    db.commit()
    return {"version": version}
