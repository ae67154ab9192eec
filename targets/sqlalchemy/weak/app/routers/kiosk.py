"""Screens in waiting rooms, first generation. Replaced by the app in 2.3, two practices still have them."""
from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from sqlalchemy import select

from app.core.security import utcnow
from app.db.models import Appointment, Patient, Practice
from app.repositories.practices import Practices

router = APIRouter(prefix="/api/v1/kiosk", tags=["kiosk"])


@router.get("/{slug}/queue")
async def queue(
    slug: str, practices: Practices = Depends(), days: Annotated[int, Query(ge=1, le=60)] = 1,
) -> list[dict]:
    rows = await practices.db.execute(
        select(Appointment.id, Patient.name, Patient.birth_date, Appointment.starts_at, Appointment.reason)
        .join(Patient, Patient.id == Appointment.patient_id)
        .join(Practice, Practice.id == Appointment.practice_id)
        .where(Practice.slug == slug, Appointment.starts_at < utcnow() + timedelta(days=days))
        .order_by(Appointment.starts_at).limit(100)
    )
    return [dict(row._mapping) for row in rows]
