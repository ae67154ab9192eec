from typing import Annotated

from fastapi import Depends, FastAPI, HTTPException, UploadFile
from fastapi.staticfiles import StaticFiles

from avatars.accounts import Account, AccountStore, account_store, current_account
from avatars.storage import PUBLIC, UnsupportedImage, keep

app = FastAPI()
app.mount("/avatars", StaticFiles(directory=PUBLIC, check_dir=False), name="avatars")


@app.put("/me/avatar")
async def put_avatar(
    image: UploadFile,
    account: Annotated[Account, Depends(current_account)],
    accounts: Annotated[AccountStore, Depends(account_store)],
):
    try:
        address = await keep(image)
    except UnsupportedImage:
        raise HTTPException(415) from None
    await accounts.set_avatar(account.id, address)
    return {"avatar": address}
