from fastapi import Depends, FastAPI

from routers import admin_router, notes_router
from security import require_user

app = FastAPI()
app.include_router(notes_router, prefix="/notes", dependencies=[Depends(require_user)])
app.include_router(admin_router, prefix="/exports")
