from typing import Annotated

import requests
from fastapi import APIRouter, Depends, HTTPException, Query

from places.geocoder import Geocoder
from places.security import api_client
from places.service import PlaceService

router = APIRouter(dependencies=[Depends(api_client)])
_service = PlaceService(Geocoder())


def place_service() -> PlaceService:
    return _service


@router.get("/places")
async def place(
    street: Annotated[str, Query(max_length=120)],
    city: Annotated[str, Query(max_length=80)],
    service: Annotated[PlaceService, Depends(place_service)],
):
    try:
        position = await service.locate(street, city)
    except (requests.RequestException, KeyError):
        raise HTTPException(502) from None
    if position is None:
        raise HTTPException(404)
    return {"latitude": position.latitude, "longitude": position.longitude}
