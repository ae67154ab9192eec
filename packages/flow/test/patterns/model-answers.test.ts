import { table } from './lines-of.ts'

/** A service of FastAPI and SQLAlchemy whose rows give themselves as a dictionary. */
const APP = (route: string): string => `import secrets
from fastapi import Depends, FastAPI, HTTPException
from pydantic import BaseModel
from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship
from database import get_db
class Base(DeclarativeBase):
    def as_dict(self):
        return {column.key: getattr(self, column.key) for column in self.__table__.columns}
class Grower(Base):
    __tablename__ = 'growers'
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    password_hash: Mapped[str]
class Stall(Base):
    __tablename__ = 'stalls'
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    payout_iban: Mapped[str]
class Crate(Base):
    __tablename__ = 'crates'
    id: Mapped[int] = mapped_column(primary_key=True)
    grower: Mapped[Grower] = relationship()
class Feed(Base):
    __tablename__ = 'feeds'
    id: Mapped[int] = mapped_column(primary_key=True)
    secret: Mapped[str]
class Crates:
    def __init__(self, db: Session = Depends(get_db)):
        self.db = db
    def all(self) -> list[Crate]:
        return list(self.db.scalars(select(Crate).limit(50)))
    def stalls(self) -> list[Stall]:
        return list(self.db.scalars(select(Stall).limit(50)))
    def save(self, row):
        self.db.add(row)
        self.db.commit()
        return row
class StallCard(BaseModel):
    id: int
    title: str
def current_grower(token: str, db: Session = Depends(get_db)) -> Grower:
    found = db.scalar(select(Grower).where(Grower.name == token))
    if found is None:
        raise HTTPException(401)
    return found
app = FastAPI()
${route}`

const OF_CALLER = (answer: string): string =>
  APP(
    `@app.get('/crates')\ndef crates(caller: Grower = Depends(current_grower), kept: Crates = Depends()):\n    return [${answer} for row in kept.all()]\n`,
  )
const OPEN = (answer: string, options = '', given = ''): string =>
  APP(
    `@app.get('/me')\ndef me(caller: Grower = Depends(current_grower)):\n    return {'id': caller.id}\n@app.get('/stalls'${options})\ndef stalls(${given}kept: Crates = Depends()):\n    return [${answer} for row in kept.stalls()]\n`,
  )

table('sensitive-response-pattern', [
  ['the row behind a relation', OF_CALLER('{**row.as_dict(), "grower": row.grower.as_dict()}'), [50]],
  ['a name behind a relation', OF_CALLER('{**row.as_dict(), "grower": row.grower.name}'), []],
  ['rows without a secret, to who is signed in', OF_CALLER('row.as_dict()'), []],
  ['every column of a row that strangers are shown, one for the house among them', OPEN('row.as_dict()'), [53]],
  ['some columns of it', OPEN('{"id": row.id, "title": row.title}'), []],
  ['the row, of which a model leaves some', OPEN('row.as_dict()', ', response_model=list[StallCard]'), []],
  ['the row, to who is signed in', OPEN('row.as_dict()', '', 'caller: Grower = Depends(current_grower), '), []],
  [
    'a secret that is made for who asks',
    APP(
      `@app.post('/feeds')\ndef feed(caller: Grower = Depends(current_grower), kept: Crates = Depends()):\n    made = kept.save(Feed(secret=secrets.token_hex(20)))\n    return {'id': made.id, 'secret': made.secret}\n`,
    ),
    [],
  ],
  [
    'a secret that was made before',
    APP(
      `@app.get('/feeds/{key}')\ndef feed(key: int, caller: Grower = Depends(current_grower), kept: Crates = Depends()):\n    made = kept.db.get(Feed, key)\n    return {'id': made.id, 'secret': made.secret}\n`,
    ),
    [51],
  ],
])
