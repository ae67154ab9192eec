import os
from datetime import datetime, timedelta, timezone

import jwt
from fastapi import APIRouter, Depends, HTTPException
from fastapi.security import OAuth2PasswordRequestForm
from sqlalchemy.orm import Session

from ledger.database import get_session
from ledger.logins import check

router = APIRouter()


@router.post("/token")
def issue_token(form: OAuth2PasswordRequestForm = Depends(), session: Session = Depends(get_session)):
    account = check(session, form.username, form.password)
    if account is None:
        raise HTTPException(401)
    expires = datetime.now(timezone.utc) + timedelta(minutes=20)
    token = jwt.encode({"sub": str(account.id), "exp": expires}, os.environ["JWT_KEY"], algorithm="HS256")
    return {"access_token": token, "token_type": "bearer"}
