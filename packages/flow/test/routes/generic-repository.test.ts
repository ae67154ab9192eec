import { expect, it } from 'vitest'
import { analysisOf } from './routes-of.ts'

const MODELS = `from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
class Base(DeclarativeBase):
    pass
db = SQLAlchemy(model_class=Base)
class Room(db.Model):
    __tablename__ = 'rooms'
    id: Mapped[int] = mapped_column(primary_key=True)
    club_id: Mapped[int]
class Booking(db.Model):
    __tablename__ = 'bookings'
    id: Mapped[int] = mapped_column(primary_key=True)
    club_id: Mapped[int]
`

const REPOSITORY = `from sqlalchemy import select
from models import db
class Repository:
    model = None
    def __init__(self, model=None):
        self.model = model or self.model
    def get(self, ident):
        return db.session.get(self.model, ident)
    def _where(self, criteria):
        clauses = []
        for name, value in criteria.items():
            clauses.append(getattr(self.model, name) == value)
        return clauses
    def find(self, limit=None, **criteria):
        query = select(self.model).where(*self._where(criteria))
        if limit is not None:
            query = query.limit(limit)
        return list(db.session.scalars(query))
    def first(self, **criteria):
        rows = self.find(limit=1, **criteria)
        return rows[0] if rows else None
def repository(model):
    return Repository(model)
`

const app = (body: string): string => `from flask import Flask, abort, g, jsonify, request
from auth import login_required
from models import Booking, Room
from repository import Repository, repository
app = Flask(__name__)
rooms = repository(Room)
bookings = Repository(Booking)
def payload():
    return request.get_json()
def visible_to(user, row):
    if user.role == 'clerk':
        return True
    return row.club_id == user.club_id
def readable(user, ident):
    row = bookings.get(ident)
    if row is None or not visible_to(user, row):
        abort(404)
    return row
@app.get('/bookings/<int:ident>')
@login_required
def show(ident):
    ${body}
    return jsonify(row.to_dict())
`

const AUTH = `import functools
from flask import abort, g, request
def login_required(view):
    @functools.wraps(view)
    def inner(*args, **kwargs):
        if g.user is None:
            abort(401)
        return view(*args, **kwargs)
    return inner
`

const effectsOf = async (body: string) => {
  const files = { 'models.py': MODELS, 'repository.py': REPOSITORY, 'auth.py': AUTH, 'app.py': app(body) }
  const { routes } = await analysisOf(files)
  return routes
    .flatMap(({ effects }) => effects)
    .map(({ kind, of, byRequestId, byOwner }) => `${kind} ${of}${byRequestId ? ' by id' : ''}${byOwner ? ' of the caller' : ''}`)
}

it.each([
  ['a row by its key', 'row = bookings.get(ident)', ['read-one Booking by id']],
  ['the first by a criterion', 'row = bookings.first(id=ident)', ['read-one Booking by id']],
  [
    'the first by a criterion of the caller',
    'row = bookings.first(id=ident, club_id=g.user.club_id)',
    ['read-one Booking by id of the caller'],
  ],
  [
    'two repositories',
    'room = rooms.first(id=ident)\n    row = bookings.first(club_id=g.user.club_id)',
    ['read-one Room by id', 'read-one Booking of the caller'],
  ],
  ['an id that a helper takes from the body', "row = bookings.get(payload()['booking'])", ['read-one Booking by id']],
  ['a row that is asked whose it is', 'row = readable(g.user, ident)', ['read-one Booking by id of the caller']],
  ['one of a body that is asked whose it is', "row = readable(g.user, payload()['booking'])", ['read-one Booking by id of the caller']],
])('a repository that serves any model: %s', async (_name, body, effects) => {
  expect(await effectsOf(body)).toEqual(effects)
})
