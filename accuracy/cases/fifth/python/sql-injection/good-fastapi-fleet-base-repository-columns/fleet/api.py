from fastapi import APIRouter, Depends, Request
from sqlalchemy.orm import Session

from fleet.database import get_session
from fleet.security import current_user_id
from fleet.vehicles import VehicleRepository

router = APIRouter(prefix="/vehicles", dependencies=[Depends(current_user_id)])


def repository(session: Session = Depends(get_session)) -> VehicleRepository:
    return VehicleRepository(session)


@router.get("")
def list_vehicles(request: Request, vehicles: VehicleRepository = Depends(repository)):
    return vehicles.search(dict(request.query_params))
