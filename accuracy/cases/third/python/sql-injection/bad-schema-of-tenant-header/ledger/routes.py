from fastapi import APIRouter, Depends

from ledger.auth import current_bookkeeper
from ledger.dependencies import TenantConnection

router = APIRouter(prefix="/accounts", dependencies=[Depends(current_bookkeeper)])


@router.get("/{account_id}/balance")
def balance(account_id: int, connection: TenantConnection) -> dict:
    row = connection.execute(
        "SELECT COALESCE(SUM(amount), 0) FROM entries WHERE account_id = %s", (account_id,)
    ).fetchone()
    return {"account": account_id, "balance": str(row[0])}
