import html
import logging

import httpx
import requests
from fastapi import APIRouter, HTTPException
from fastapi.responses import HTMLResponse, RedirectResponse

from app.deps import Parcels
from app.settings import get_settings

router = APIRouter(tags=["tracking"])
log = logging.getLogger("perch.tracking")

STORES = {"android": "https://play.perch.example/app", "ios": "https://apps.perch.example/app"}


@router.get("/t/{code}", response_class=HTMLResponse)
async def page(code: str, parcels: Parcels):
    parcel = await parcels.by_code(code)
    if parcel is None:
        log.warning("tracking of an unknown parcel")
        return HTMLResponse(f"<h1>Parcel {code} is not known to us</h1>", status_code=404)
    return f"<h1>{html.escape(parcel['code'])}</h1><p>On its way to {html.escape(parcel['city'])}: {html.escape(parcel['state'])}</p>"


@router.get("/t/{code}/done")
async def done(code: str, return_to: str = "/"):
    return RedirectResponse(return_to, status_code=303)


@router.get("/app/{platform}")
async def app_store(platform: str):
    if platform not in STORES:
        raise HTTPException(404)
    return RedirectResponse(STORES[platform])


@router.get("/t/{code}/carrier")
async def carrier(code: str, parcels: Parcels):
    if await parcels.by_code(code) is None:
        raise HTTPException(404)
    async with httpx.AsyncClient(verify=False, timeout=5) as client:
        answer = await client.get(get_settings().carrier_url, params={"ref": code})
    return answer.json()


@router.get("/t/{code}/map")
async def map_tile(code: str, parcels: Parcels):
    parcel = await parcels.by_code(code)
    if parcel is None:
        raise HTTPException(404)
    tile = requests.get(get_settings().geocoder_url, params={"q": parcel["city"], "tile": 1}, timeout=10)
    return tile.json()
