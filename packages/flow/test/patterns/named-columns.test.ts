import { expect, it } from 'vitest'
import { analysisOf } from '../routes/routes-of.ts'

const app = (hidden: string, answer: string): Record<string, string> => ({
  'models.py': `from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
class Base(DeclarativeBase):
    pass
db = SQLAlchemy(model_class=Base)
class Member(db.Model):
    __tablename__ = 'members'
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    password_hash: Mapped[str]
    def to_dict(self, only=None):
        names = only or [column.key for column in self.__table__.columns${hidden}]
        return {name: getattr(self, name) for name in names}
`,
  'app.py': `from flask import Flask, jsonify
from models import Member, db
app = Flask(__name__)
SHOWN = ('id', 'name')
@app.get('/members/<int:ident>')
def show(ident):
    member = db.session.get(Member, ident)
    return jsonify(${answer})
`,
})

it.each([
  ['every column', app('', 'member.to_dict()'), true],
  ['the columns that are named', app('', 'member.to_dict(SHOWN)'), false],
])('an answer that a method of the row makes of %s', async (_name, files, isTold) => {
  const { patterns } = await analysisOf(files)
  expect(patterns.some(({ kind }) => kind === 'sensitive-response-pattern')).toBe(isTold)
})
