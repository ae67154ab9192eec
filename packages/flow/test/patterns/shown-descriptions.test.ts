import { table } from './lines-of.ts'

const FASTAPI = (options: string, guard = 'Depends(caller)'): string => `from fastapi import Depends, FastAPI, Header, HTTPException
from settings import settings
app = FastAPI(${options})
def caller(authorization: str = Header(default='')):
    if authorization != settings.token:
        raise HTTPException(401)
    return authorization
@app.get('/notes')
def notes(user=${guard}):
    return []
`

table('docs-served', [
  ['the description that FastAPI shows by itself', FASTAPI(`title='Notes'`), [3]],
  ['a description that is turned off', FASTAPI(`title='Notes', docs_url=None, redoc_url=None, openapi_url=None`), []],
  ['a description under a condition', FASTAPI(`title='Notes', openapi_url='/openapi.json' if settings.local else None`), []],
  ['an interface for everybody', FASTAPI(`title='Notes'`, `'nobody'`), []],
  ['options that stand elsewhere', FASTAPI('**settings.fastapi'), []],
])
