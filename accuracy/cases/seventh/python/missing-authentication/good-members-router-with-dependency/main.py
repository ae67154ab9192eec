import hmac
import os
from typing import Annotated

from fastapi import Depends, FastAPI, Header, HTTPException

from members import router as members
from notes import router as notes


def require_token(authorization: Annotated[str, Header()] = "") -> None:
    expected = f"Bearer {os.environ['API_TOKEN']}"
    if not hmac.compare_digest(authorization.encode(), expected.encode()):
        raise HTTPException(status_code=401)


app = FastAPI()
app.include_router(notes, prefix="/notes", dependencies=[Depends(require_token)])
app.include_router(members, prefix="/members", dependencies=[Depends(require_token)])
