import { expect, it } from 'vitest'
import { analysisOf } from './routes-of.ts'

/** A service whose base class asks the repository that each service sets. */
const app = (answer: string): Record<string, string> => ({
  'models.py': `from flask_sqlalchemy import SQLAlchemy
db = SQLAlchemy()
class Invoice(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    owner_id = db.Column(db.Integer)
`,
  'layers.py': `from typing import Generic, Type, TypeVar
from models import Invoice, db
T = TypeVar('T')
class BaseRepository(Generic[T]):
    model: Type[T]
    def by_id(self, ident):
        return db.session.get(self.model, ident)
class InvoiceRepository(BaseRepository[Invoice]):
    model = Invoice
class BaseService:
    repository = None
    def get(self, ident):
        row = self.repository.by_id(ident)
        if row is None:
            raise LookupError(ident)
        return row
class InvoiceService(BaseService):
    def __init__(self):
        self.repository = InvoiceRepository()
`,
  'app.py': `from flask import Flask, abort, jsonify
from flask_login import current_user, login_required
from layers import InvoiceService
app = Flask(__name__)
service = InvoiceService()
@app.get('/invoices/<int:ident>')
@login_required
def show(ident):
    row = service.get(ident)
    ${answer}
    return jsonify(row.id)
`,
})

it.each([
  ['whoever asks', 'pass', false],
  ['the one whose it is', 'if row.owner_id != current_user.id: abort(404)', true],
])('a row of a service over a base class, for %s', async (_name, answer, byOwner) => {
  const { routes } = await analysisOf(app(answer))
  const [effect, ...others] = routes.flatMap(({ effects }) => effects)
  expect(others).toEqual([])
  expect(effect).toMatchObject({ kind: 'read-one', of: 'Invoice', byRequestId: true, byOwner })
})
