import markdown
from fastapi import Depends, FastAPI
from fastapi.responses import HTMLResponse
from sqlalchemy.orm import Session

from database import Profile, get_session

app = FastAPI()


@app.get("/profiles/{name}", response_class=HTMLResponse)
def profile(name: str, session: Session = Depends(get_session)):
    found = session.query(Profile).filter_by(name=name).one()
    body = markdown.markdown(found.bio)
    return f"<article>{body}</article>"
