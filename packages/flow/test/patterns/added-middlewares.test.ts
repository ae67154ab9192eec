import { expect, it } from 'vitest'
import { analysisOf } from '../routes/routes-of.ts'

const APP = (header: string): Readonly<Record<string, string>> => ({
  'middleware.py': `from starlette.middleware.base import BaseHTTPMiddleware\nclass Marks(BaseHTTPMiddleware):\n    async def dispatch(self, request, call_next):\n        response = await call_next(request)\n        response.headers['${header}'] = 'x'\n        response.headers['Cache-Control'] = 'no-store'\n        return response\n`,
  'app.py': `from fastapi import FastAPI\nfrom middleware import Marks\napp = FastAPI()\n@app.get('/rows')\ndef rows():\n    return []\napp.add_middleware(Marks)\n`,
})

it.each([
  ['headers of another kind', 'X-Request-Id', ['app.py:7']],
  ['a header of security', 'X-Content-Type-Options', []],
])('shows where a middleware that sets %s is added', async (_name, header, places) => {
  const { patterns } = await analysisOf(APP(header))
  const missing = patterns.filter(({ kind }) => kind === 'security-headers-missing')
  expect(missing.map(({ about }) => `${about?.place.file}:${about?.place.line}`)).toEqual(places)
})
