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
