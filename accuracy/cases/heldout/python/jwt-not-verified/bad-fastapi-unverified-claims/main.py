from fastapi import Depends, FastAPI

from security import current_user

app = FastAPI()


@app.get("/me")
async def me(user: str = Depends(current_user)):
    return {"user": user}
