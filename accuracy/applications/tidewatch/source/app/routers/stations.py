import csv
import io
from typing import Annotated, AsyncIterator

from fastapi import APIRouter, Header, HTTPException, Query, Request, status
from fastapi.responses import StreamingResponse
from pydantic import ValidationError
from pymongo.errors import DuplicateKeyError

from ..dependencies import Config, CurrentUser, Devices, Ingest, Operator, RateLimiter, Stations
from ..models import AlertOut, ExportRange, Id, Page, ReadingBatch, StationIn, StationOut
from ..repositories import StationRepository
from ..security import device_key, signature_matches

router = APIRouter(tags=["stations"])


async def find(stations: StationRepository, station_id: str) -> StationOut:
    station = await stations.get(station_id)
    if station is None:
        raise HTTPException(status.HTTP_404_NOT_FOUND, "No such station")
    return station


@router.get("/stations")
async def list_stations(page: Annotated[Page, Query()], stations: Stations) -> list[StationOut]:
    return await stations.page(page)


@router.post("/stations", status_code=status.HTTP_201_CREATED)
async def add_station(station: StationIn, user: Operator, stations: Stations, limiter: RateLimiter) -> StationOut:
    await limiter.check("station", user.org_id, 100, 86_400)
    try:
        return await stations.add(station)
    except DuplicateKeyError:
        raise HTTPException(status.HTTP_409_CONFLICT, "That name is taken") from None


@router.post("/stations/{station_id}/key")
async def renew_device_key(station_id: Id, _: Operator, stations: Stations, settings: Config) -> dict[str, str]:
    generation = await stations.next_key_generation(station_id)
    if generation is None:
        raise HTTPException(status.HTTP_404_NOT_FOUND, "No such station")
    return {"key": device_key(settings.device_master_key.get_secret_value(), station_id, generation).hex()}


@router.get("/alerts")
async def recent_alerts(stations: Stations, limit: Annotated[int, Query(ge=1, le=100)] = 50) -> list[AlertOut]:
    return await stations.recent_alerts(limit)


def escape_cell(value: object) -> str:
    text = str(value)
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} and not isinstance(value, (int, float)) else text


async def csv_lines(stations: StationRepository, station: StationOut, span: ExportRange) -> AsyncIterator[str]:
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(["station", "taken at", "level"])
    async for row in stations.readings(station, span):
        writer.writerow([escape_cell(station.name), row["taken_at"].isoformat(), escape_cell(row["level"])])
        if buffer.tell() > 32_768:
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue()


@router.get("/stations/{station_id}/readings.csv")
async def export_readings(
    station_id: Id,
    span: Annotated[ExportRange, Query()],
    user: CurrentUser,
    stations: Stations,
    limiter: RateLimiter,
) -> StreamingResponse:
    await limiter.check("export", user.id, 20, 3600)
    station = await find(stations, station_id)
    return StreamingResponse(
        csv_lines(stations, station, span),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="readings-{station.id}.csv"'},
    )


@router.post("/ingest/{station_id}", status_code=status.HTTP_202_ACCEPTED)
async def ingest_readings(
    station_id: Id,
    request: Request,
    devices: Devices,
    ingest: Ingest,
    limiter: RateLimiter,
    settings: Config,
    x_timestamp: Annotated[str, Header(max_length=12)],
    x_signature: Annotated[str, Header(min_length=64, max_length=64)],
) -> dict[str, int]:
    body = await request.body()
    station = await devices.station(station_id)
    generation = station["key_generation"] if station else 0
    key = device_key(settings.device_master_key.get_secret_value(), station_id, generation)
    if not signature_matches(key, x_timestamp, body, x_signature) or station is None:
        raise HTTPException(status.HTTP_401_UNAUTHORIZED, "Bad signature")
    await limiter.check("ingest", station_id, 120, 60)
    try:
        batch = ReadingBatch.model_validate_json(body)
    except ValidationError:
        raise HTTPException(status.HTTP_422_UNPROCESSABLE_CONTENT, "The readings are not valid") from None
    return {"stored": await ingest.accept(station, batch)}
