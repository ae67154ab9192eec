from fastapi import Depends, FastAPI

import invoices
import payouts
from security import require_user

app = FastAPI()
guarded = [Depends(require_user)]
app.include_router(invoices.router, dependencies=guarded)
app.include_router(payouts.router, dependencies=guarded)
