from fastapi import Depends, FastAPI, HTTPException

from letters import LetterService
from security import User, current_user, letter_service

app = FastAPI()


@app.get("/letters/{letter_id}")
def read(letter_id: int, user: User = Depends(current_user), letters: LetterService = Depends(letter_service)):
    letter = letters.read(letter_id, user.id)
    if letter is None:
        raise HTTPException(404)
    return letter
