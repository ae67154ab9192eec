import { table } from './lines-of.ts'

/** A service whose login makes a row for each session, through a repository. */
const APP = (change: string, login = 'SignInSession(owner_id=found.id)'): Readonly<Record<string, string>> => ({
  'models.py': `from sqlalchemy.orm import DeclarativeBase, Mapped
class Base(DeclarativeBase):
    pass
class Keeper(Base):
    __tablename__ = 'keepers'
    id: Mapped[int]
    email: Mapped[str]
    password_hash: Mapped[str]
class SignInSession(Base):
    __tablename__ = 'sign_ins'
    id: Mapped[int]
    owner_id: Mapped[int]
    closed: Mapped[bool]
class Note(Base):
    __tablename__ = 'notes'
    id: Mapped[int]
    owner_id: Mapped[int]
`,
  'keepers.py': `from fastapi import Depends
from sqlalchemy import select, update
from sqlalchemy.orm import Session
from database import get_db
from models import Keeper, Note, SignInSession
class Keepers:
    def __init__(self, db: Session = Depends(get_db)):
        self.db = db
    def by_email(self, email: str) -> Keeper | None:
        return self.db.scalar(select(Keeper).where(Keeper.email == email))
    def keep(self, row):
        self.db.add(row)
        self.db.commit()
        return row
    def change(self, keeper: Keeper, password_hash: str) -> None:
        ${change}
        self.db.commit()
`,
  'app.py': `from fastapi import Depends, FastAPI, HTTPException
from pydantic import BaseModel
from hashing import hashed, matches
from keepers import Keepers
from models import Note, SignInSession
class Login(BaseModel):
    email: str
    password: str
app = FastAPI()
@app.post('/login')
def login(body: Login, keepers: Keepers = Depends()):
    found = keepers.by_email(body.email)
    if found is None or not matches(body.password, found.password_hash):
        raise HTTPException(401)
    return {'token': keepers.keep(${login}).id}
@app.post('/password')
def password(body: Login, keepers: Keepers = Depends()):
    found = keepers.by_email(body.email)
    keepers.change(found, hashed(body.password))
`,
})
const SETS = 'keeper.password_hash = password_hash'

table('session-kept', [
  ['a password that is set while the rows stay', APP(SETS), [16]],
  [
    'rows that are closed',
    APP(`${SETS}\n        self.db.execute(update(SignInSession).where(SignInSession.owner_id == keeper.id).values(closed=True))`),
    [],
  ],
  ['rows of the account that are emptied', APP(`${SETS}\n        keeper.sessions.clear()`), []],
  ['a stamp that makes them no longer fit', APP(`${SETS}\n        keeper.session_version += 1`), []],
  ['a name that is set', APP('keeper.name = password_hash'), []],
  ['a login that keeps no session', APP(SETS, 'Note(owner_id=found.id)'), []],
])
