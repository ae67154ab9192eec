import os
from typing import Annotated

from fastapi import APIRouter, Depends, Query

from metering.client import MeteringClient
from metering.guards import current_account
from metering.models import UsageQuery

router = APIRouter(prefix="/usage", dependencies=[Depends(current_account)])


@router.get("")
async def usage(query: Annotated[UsageQuery, Query()]) -> dict:
    client = MeteringClient(os.environ["METERING_TOKEN"], query.region)
    return await client.usage(query.meter, query.days)
