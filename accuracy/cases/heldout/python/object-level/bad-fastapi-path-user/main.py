from fastapi import Depends, FastAPI, HTTPException

from security import User, current_user
from store import Addresses, addresses

app = FastAPI()


@app.get("/users/{user_id}/addresses")
async def show(user_id: int, user: User = Depends(current_user), store: Addresses = Depends(addresses)):
    found = await store.of(user_id, limit=20)
    if not found:
        raise HTTPException(404)
    return {"addresses": found, "reader": user.id}
