from fastapi import APIRouter, Depends, HTTPException

from accounts import Account, current_account
from charts import archive_chart

router = APIRouter()


def require_physician(account: Account) -> None:
    if account.role in ("visitor", "trainee"):
        raise HTTPException(status_code=403)


@router.delete("/charts/{chart_id}")
async def archive(chart_id: int, account: Account = Depends(current_account)) -> None:
    require_physician(account)
    await archive_chart(chart_id, by=account.id)
