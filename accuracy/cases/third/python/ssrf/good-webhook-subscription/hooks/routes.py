from typing import Annotated

import httpx
from fastapi import APIRouter, Depends, HTTPException

from hooks.client import ping
from hooks.guards import current_merchant
from hooks.models import Subscription
from hooks.store import SubscriptionStore, subscription_store

router = APIRouter(prefix="/subscriptions")


@router.post("", status_code=201)
async def subscribe(
    subscription: Subscription,
    merchant: Annotated[str, Depends(current_merchant)],
    store: Annotated[SubscriptionStore, Depends(subscription_store)],
) -> dict:
    try:
        status = await ping(subscription)
    except httpx.HTTPError as error:
        raise HTTPException(422, "the target does not answer") from error
    return {"id": await store.add(merchant, subscription), "status": status}
