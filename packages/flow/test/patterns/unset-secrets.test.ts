import { table } from './lines-of.ts'

const APP = (field: string, asked: string, column = 'str | None'): string => `from fastapi import Depends, FastAPI, HTTPException
from pydantic import BaseModel
from sqlalchemy.orm import DeclarativeBase, Mapped
from people import People
class Base(DeclarativeBase):
    pass
class Person(Base):
    __tablename__ = 'persons'
    id: Mapped[int]
    reset_code: Mapped[${column}]
class Confirm(BaseModel):
    email: str
    code: ${field}
app = FastAPI()
@app.post('/reset/confirm')
def confirm(body: Confirm, people: People = Depends()):
    person = people.by_email(body.email)
    if ${asked}:
        raise HTTPException(422)
    people.sign_in(person)
`
const COMPARED = 'person is None or person.reset_code != body.code'

table('unset-secret', [
  ['a code that may be left out, and a column that may be empty', APP('str | None = None', COMPARED), [18]],
  ['a code that must be given', APP('str', COMPARED), []],
  ['a column that always holds something', APP('str | None = None', COMPARED, 'str'), []],
  [
    'a column that is asked whether it holds something',
    APP('str | None = None', 'not person.reset_code or person.reset_code != body.code'),
    [],
  ],
  ['a code that is asked whether it is there', APP('str | None = None', 'body.code is None or person.reset_code != body.code'), []],
  ['a field that is no secret', APP('str | None = None', 'person.email != body.code'), []],
])
