from fastapi import Depends, FastAPI

from .security import claims

app = FastAPI()


@app.get("/whoami")
def whoami(who: dict = Depends(claims)):
    return {"sub": who["sub"]}
