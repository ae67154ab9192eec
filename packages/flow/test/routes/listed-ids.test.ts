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

const EXPRESS = (where: string): Readonly<Record<string, string>> => ({
  'models.js':
    "const { Sequelize, DataTypes } = require('sequelize')\nconst sequelize = new Sequelize('sqlite::memory:')\nexports.Booking = sequelize.define('Booking', { status: DataTypes.STRING })\nexports.Branch = sequelize.define('Branch', {})\nexports.Member = sequelize.define('Member', {})\n",
  'bookings.js': `const { Op } = require('sequelize')\nconst { Booking } = require('./models')\nexports.setStatus = (branchId, ids, status) => Booking.update({ status }, { where: ${where} })\n`,
  'app.js': `const express = require('express')
const { Branch, Member } = require('./models')
const bookings = require('./bookings')
const app = express()
const wrap = (handler) => (req, res, next) => Promise.resolve(handler(req, res, next)).catch(next)
class HttpError extends Error { constructor(status) { super('no'); this.status = status } }
const notFound = () => new HttpError(404)
const forbidden = () => new HttpError(403)
async function memberOf(req, branch) {
  const found = await Member.findOne({ where: { branchId: branch.id, userId: req.user.id } })
  if (found && found.isBlocked) throw forbidden()
  return found
}
const loadBranch = wrap(async (req, res, next) => {
  const branch = await Branch.findByPk(req.params.branchId)
  if (!branch) throw notFound()
  const member = await memberOf(req, branch)
  if (!member) throw notFound()
  req.branch = branch
  next()
})
app.post('/branches/:branchId/bookings/status', loadBranch, wrap(async (req, res) => {
  res.json(await bookings.setStatus(req.branch.id, req.body.ids, req.body.status))
}))
`,
})

it.each([
  ['{ id: ids }', true, undefined],
  ['{ id: { [Op.in]: ids } }', true, undefined],
  ['{ id: ids, branchId }', true, 'parent'],
  ['{ branchId }', undefined, 'parent'],
])('a change behind a guard that asks a helper for the membership, where %s', async (where, byIds, named) => {
  const [route] = (await analysisOf(EXPRESS(where))).routes
  const update = route?.effects.find(({ kind }) => kind === 'update')
  expect([update?.byIds, update?.namedBy]).toEqual([byIds, named])
  expect(route?.guards.map(({ kind, name, proof }) => [kind, name, proof])).toEqual([['owner', 'loadBranch', 'refuses']])
})
