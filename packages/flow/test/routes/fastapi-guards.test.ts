import { expect, it } from 'vitest'
import { analysisOf } from './routes-of.ts'

const DEPS = `import os, jwt
from fastapi import Depends, HTTPException, Header
from sqlalchemy.orm import Session
from database import get_db
from models import Entry, Operator, User
def current_user_id(authorization: str = Header()) -> int:
    try:
        claims = jwt.decode(authorization, os.environ['KEY'], algorithms=['HS256'])
    except jwt.PyJWTError:
        raise HTTPException(401)
    return int(claims['sub'])
`
const MODELS = `from sqlalchemy.orm import DeclarativeBase, Mapped\nclass Base(DeclarativeBase):\n    pass\nclass Operator(Base):\n    __tablename__ = 'o'\nclass User(Base):\n    __tablename__ = 'u'\nclass Entry(Base):\n    __tablename__ = 'e'\n    owner_id: Mapped[int]\n`
const DATABASE = `from sqlalchemy.orm import Session\ndef get_db():\n    with Session() as db:\n        yield db\n`
const guard = (table: string): string =>
  `def operator(user_id: int = Depends(current_user_id), db: Session = Depends(get_db)) -> int:\n    if db.get(${table}, user_id) is None:\n        raise HTTPException(403)\n    return user_id\n`
const routes = (attached: string, imported: string): string =>
  `from fastapi import APIRouter, Depends, FastAPI\nfrom database import get_db\n${imported}from models import Entry\nfrom sqlalchemy.orm import Session\nrouter = APIRouter(${attached})\n@router.delete('/entries/{key}')\ndef remove(key: int, db: Session = Depends(get_db)):\n    db.delete(db.get(Entry, key))\n    db.commit()\napp = FastAPI()\napp.include_router(router)\n`

async function routeOf(deps: string, api: string) {
  const { routes: found } = await analysisOf({ 'deps.py': DEPS + deps, 'models.py': MODELS, 'database.py': DATABASE, 'api.py': api })
  return found[0]
}

const USED = routes('dependencies=[Depends(operator)]', 'from deps import operator\n')

it.each([
  ['the few of another table', guard('Operator'), USED, 'role refuses'],
  ['all who sign in', guard('User'), USED, 'authentication refuses'],
])('knows what a row of the caller tells: %s', async (_name, deps, api, expected) => {
  const route = await routeOf(deps, api)
  expect(route?.guards.filter(({ name }) => name === 'operator').map(({ kind, proof }) => `${kind} ${proof}`)).toContain(expected)
})

it('tells of a dependency that refuses and that nothing asks', async () => {
  const route = await routeOf(guard('Operator'), routes('', ''))
  expect(route?.bypassed.map(({ name, how }) => `${name} ${how}`)).toEqual(['operator unused'])
})

const crud = (get: string): string =>
  `class Crud:\n    def __init__(self, db, user_id):\n        self.db = db\n        self.user_id = user_id\n    def get(self, key):\n        ${get}\n    def remove(self, row):\n        self.db.delete(row)\n        self.db.commit()\ndef entries(user_id: int = Depends(current_user_id), db: Session = Depends(get_db)) -> Crud:\n    return Crud(db, user_id)\n`
const THROUGH = `from fastapi import Depends, FastAPI\nfrom deps import Crud, entries\napp = FastAPI()\n@app.delete('/entries/{key}')\ndef remove(key: int, crud: Crud = Depends(entries)):\n    crud.remove(crud.get(key))\n`

it.each([
  ['by the key alone', 'return self.db.get(Entry, key)', false],
  ['by the key and the caller', 'return self.db.query(Entry).filter_by(id=key, owner_id=self.user_id).first()', true],
])('an object that was made with the caller asks %s', async (_name, get, isOwn) => {
  const route = await routeOf(crud(get), THROUGH)
  expect(route?.effects.some(({ byOwner }) => byOwner)).toBe(isOwn)
})

const SCOPED = (signature: string): string => `from typing import Annotated
from fastapi import Depends, FastAPI, HTTPException
from sqlalchemy.orm import Session
from database import get_db
from deps import current_user_id
from models import Entry, User
SCOPES = {'viewer': {'read'}, 'keeper': {'read', 'write'}}
def allowed(scope: str):
    def check(user_id: Annotated[int, Depends(current_user_id)], db: Session = Depends(get_db)) -> User:
        user = db.get(User, user_id)
        if user is None or scope not in SCOPES.get(user.role, ()):
            raise HTTPException(403)
        return user
    return Depends(check)
def page(size: int):
    def read(start: int = 0) -> int:
        return min(start, size)
    return Depends(read)
Keeper = Annotated[User, allowed('write')]
Paged = Annotated[int, page(50)]
app = FastAPI()
@app.put('/entries/{key}')
def change(key: int, ${signature}, db: Session = Depends(get_db)):
    db.delete(db.get(Entry, key))
    db.commit()
`

it.each([
  ['under an alias', 'who: Keeper', ['authentication', 'role']],
  ['written in place', "who: Annotated[User, allowed('write')]", ['authentication', 'role']],
  ['as a default', "who: User = allowed('write')", ['authentication', 'role']],
  ['one that asks nobody', 'start: Paged', []],
])('a function of the tree returns the dependency of a parameter: %s', async (_name, signature, kinds) => {
  const route = await routeOf('', SCOPED(signature))
  expect(route?.guards.filter(({ proof }) => proof === 'refuses').map(({ kind }) => kind)).toEqual(kinds)
})

const accept = (query: string): string => `from fastapi import Depends, FastAPI, HTTPException
from pydantic import BaseModel
from sqlalchemy import select, text
from sqlalchemy.orm import Session
from database import get_db
from models import Entry, User
class Accept(BaseModel):
    token: str
    user_id: int
app = FastAPI()
@app.post('/accept')
def accept(data: Accept, db: Session = Depends(get_db)):
    user = ${query}
    if user is None:
        raise HTTPException(400)
    db.add(Entry(owner_id=user.id))
    db.commit()
`

it.each([
  ['a column of secrets', 'db.scalar(select(User).where(User.invite_hash == digest(data.token)))', true],
  ['such a column of a statement', "db.execute(text('SELECT * FROM users WHERE invite_token = :t'), {'t': data.token}).first()", true],
  ['the number of a row', 'db.scalar(select(User).where(User.id == data.user_id))', false],
  ['the number in a statement', "db.execute(text('SELECT invite_token FROM users WHERE id = :t'), {'t': data.user_id}).first()", false],
])('tells what is chosen by a secret: %s', async (_name, query, expected) => {
  const route = await routeOf('', accept(query))
  expect(route?.effects[0]?.bySecret === true).toBe(expected)
})

const withScopes = (attached: string): string => `from fastapi import Depends, FastAPI, HTTPException, Security
from fastapi.security import SecurityScopes
from sqlalchemy.orm import Session
from database import get_db
from deps import current_user_id
from models import Entry, User
def holder(wanted: SecurityScopes, user_id: int = Depends(current_user_id), db: Session = Depends(get_db)) -> User:
    user = db.get(User, user_id)
    if user is None:
        raise HTTPException(401)
    for scope in wanted.scopes:
        if scope not in user.scopes:
            raise HTTPException(403)
    return user
def active(user: User = Depends(holder)) -> User:
    return user
app = FastAPI()
@app.get('/entries/{key}')
def show(key: int, user: User = ${attached}, db: Session = Depends(get_db)):
    return db.get(Entry, key)
`

it.each([
  ['none', 'Depends(holder)', ['authentication']],
  ['an empty list', 'Security(holder, scopes=[])', ['authentication']],
  ['one', "Security(holder, scopes=['entries'])", ['authentication', 'role']],
  ['one, of what is behind', "Security(active, scopes=['entries'])", ['authentication', 'role']],
])('scopes that a dependency is attached with: %s', async (_name, attached, kinds) => {
  const route = await routeOf('', withScopes(attached))
  expect(route?.guards.filter(({ name, proof }) => name === 'holder' && proof === 'refuses').map(({ kind }) => kind)).toEqual(kinds)
})

const noticed = (read: string): string => `from fastapi import FastAPI, Request
from pydantic import BaseModel
class Notice(BaseModel):
    number: str
    cents: int
app = FastAPI()
@app.post('/notices')
async def take(request: Request):
    raw = await request.body()
    ${read}
    return {'number': notice.number}
`

it.each([
  ['as JSON', 'notice = Notice.model_validate_json(raw)', ['number', 'cents']],
  ['as JSON, in the first version of the library', 'notice = Notice.parse_raw(raw)', ['number', 'cents']],
  ['by nobody', 'notice = await load(raw)', []],
])('a model reads the body as it came: %s', async (_name, read, names) => {
  const { routes } = await analysisOf({ 'api.py': noticed(read) })
  expect(routes[0]?.body?.fields.map(({ name }) => name) ?? []).toEqual(names)
})

const TYPES = `from datetime import datetime
from typing import Annotated, Literal
from pydantic import Field, StringConstraints
TOP = 2**53 - 1
RowId = Annotated[int, Field(ge=1, le=TOP)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z]+$", min_length=3)]
Role = Literal["owner", "guest"]
`
const model = (field: string): string => `from fastapi import FastAPI
from pydantic import BaseModel, Field, StringConstraints
from typing import Annotated, Any, Literal
from kinds import Role, RowId, Slug
class Made(BaseModel):
    ${field}
app = FastAPI()
@app.post('/things')
async def make(body: Made):
    return {'id': 1}
`

it.each<readonly [string, string, object | undefined]>([
  ['a number behind a name', 'given: RowId', { type: 'integer', minimum: 1, maximum: 2 ** 53 - 1 }],
  ['a text behind a name', 'given: Slug | None = None', { type: 'string', pattern: '^[a-z]+$', minLength: 3 }],
  ['one of some words behind a name', 'given: Role = "guest"', { choices: ['owner', 'guest'] }],
  ['one of some words', 'given: Literal["done", "open"]', { choices: ['done', 'open'] }],
  ['a number in bounds', 'given: Annotated[int, Field(gt=0, lt=13)] = 1', { type: 'integer', minimum: 1, maximum: 12 }],
  ['bounds beside the type', 'given: int = Field(ge=2)', { minimum: 2 }],
  ['a plain text', 'given: str', undefined],
  ['anything', 'given: Any', undefined],
  ['one of two types', 'given: int | Slug', undefined],
])('a field of a model says what it takes: %s', async (_name, field, value) => {
  const { routes } = await analysisOf({ 'kinds.py': TYPES, 'api.py': model(field) })
  expect(routes[0]?.body?.fields.map((each) => each.value)).toEqual([value])
})
