from fastapi import Depends, FastAPI

from auth.tokens import current_subject

app = FastAPI()


@app.get("/whoami")
def whoami(subject: str = Depends(current_subject)) -> dict[str, str]:
    return {"subject": subject}
