import { expect, it } from 'vitest'
import { analysisOf } from './routes-of.ts'

const APP = (statement: string): Readonly<Record<string, string>> => ({
  'models.py': `from sqlalchemy.orm import DeclarativeBase, Mapped
class Base(DeclarativeBase):
    pass
class Venue(Base):
    __tablename__ = 'venues'
    id: Mapped[int]
class Ticket(Base):
    __tablename__ = 'tickets'
    id: Mapped[int]
    venue_id: Mapped[int]
    state: Mapped[str]
`,
  'tickets.py': `from fastapi import Depends
from sqlalchemy import update
from sqlalchemy.orm import Session
from database import get_db
from models import Ticket
class Tickets:
    def __init__(self, db: Session = Depends(get_db)):
        self.db = db
    def set_all(self, venue_id: int, ids: list[int], state: str) -> int:
        ${statement}
        self.db.commit()
        return changed.rowcount
`,
  'app.py': `from fastapi import Depends, FastAPI, HTTPException
from pydantic import BaseModel
from sqlalchemy.orm import Session
from database import get_db
from models import Venue
from tickets import Tickets
class Change(BaseModel):
    ids: list[int]
    state: str
def venue_of(venue_id: int, db: Session = Depends(get_db)) -> Venue:
    venue = db.get(Venue, venue_id)
    if venue is None:
        raise HTTPException(404)
    return venue
app = FastAPI()
@app.post('/venues/{venue_id}/tickets/state')
def change(body: Change, venue: Venue = Depends(venue_of), tickets: Tickets = Depends()):
    return {'changed': tickets.set_all(venue.id, body.ids, body.state)}
`,
})

it.each([
  ['the ids alone', 'changed = self.db.execute(update(Ticket).where(Ticket.id.in_(ids)).values(state=state))', undefined],
  [
    'the ids, and what stands above',
    'changed = self.db.execute(update(Ticket).where(Ticket.id.in_(ids), Ticket.venue_id == venue_id).values(state=state))',
    'parent',
  ],
  [
    'the ids, narrowed by a second condition',
    'query = update(Ticket).where(Ticket.id.in_(ids))\n        query = query.where(Ticket.venue_id == venue_id)\n        changed = self.db.execute(query.values(state=state))',
    'parent',
  ],
])('a change of many rows by %s', async (_name, statement, named) => {
  const { routes } = await analysisOf(APP(statement))
  const update = routes[0]?.effects.find(({ kind }) => kind === 'update')
  expect([update?.byIds, update?.isBelow, update?.byRequestId, update?.namedBy]).toEqual([true, true, true, named])
})
