from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.security import OAuth2PasswordRequestForm
from slowapi import Limiter
from slowapi.util import get_remote_address

from tokens.accounts import AccountStore, account_store
from tokens.builder import ClaimsBuilder
from tokens.signing import Signer

router = APIRouter()
limiter = Limiter(key_func=get_remote_address, storage_uri="redis://cache:6379/5")


@router.post("/token")
@limiter.limit("10/minute")
async def token(
    request: Request,
    form: Annotated[OAuth2PasswordRequestForm, Depends()],
    accounts: Annotated[AccountStore, Depends(account_store)],
    signer: Annotated[Signer, Depends(Signer)],
):
    account = await accounts.verified(form.username, form.password)
    if account is None:
        raise HTTPException(401)
    claims = ClaimsBuilder("access").subject(account.id).scopes("orders", "profile")
    return {"access_token": signer.sign(claims), "token_type": "bearer"}
