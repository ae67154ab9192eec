import { expect, it } from 'vitest'
import { analysisOf } from '../routes/routes-of.ts'

const NODE = `import jwt from 'jsonwebtoken'
const keyOf = () => process.env.KEY
export async function asks(req, res, next) {
  const claims = jwt.verify(req.header('authorization'), keyOf(), { algorithms: ['HS256'] })
`
const node = (body: string): Record<string, string> => ({
  'src/asks.ts': `${NODE}${body}\n  next()\n}\n`,
  'src/app.ts': `import express from 'express'\nimport { asks } from './asks'\nconst app = express()\napp.get('/x', asks, (req, res) => res.json({}))\n`,
})
const hono = (body: string): Record<string, string> => ({
  'src/rows.ts': `import { DatabaseSync } from 'node:sqlite'\nconst db = new DatabaseSync('x')\nexport const rowsOf = (ws: string) => db.prepare('SELECT id FROM bills WHERE workspace_id = ?').all(ws)\nexport const memberOf = (ws: string, id: number) => db.prepare('SELECT 1 FROM members WHERE workspace_id = ? AND user_id = ?').get(ws, id)\n`,
  'src/app.ts': `import { Hono } from 'hono'\nimport { memberOf, rowsOf } from './rows'\nconst app = new Hono()\napp.get('/x', (c) => {\n  ${body}\n  return c.json(rowsOf(ws))\n})\n`,
})
const python = (body: string): Record<string, string> => ({
  'app.py': `from flask import Flask, g, request\nimport jwt\napp = Flask(__name__)\n@app.before_request\ndef load():\n    claims = jwt.decode(request.headers['Authorization'], KEY, algorithms=['HS256'])\n${body}\n`,
})

it.each<[string, Record<string, string>, number]>([
  ['before the claim', node(`  req.actor = { id: claims.sub, companyId: Number(req.header('x-company') ?? claims.company) }`), 1],
  ['or the claim', node(`  req.tenantId = req.headers['x-tenant-id'] || claims.tenantId`), 1],
  ['by a condition', node(`  const asked = req.get('X-Org-Id')\n  req.orgId = asked ? String(asked) : claims.orgId`), 1],
  ['set anew', node(`  req.tenantId = claims.tenant\n  if (req.headers['x-tenant']) req.tenantId = req.headers['x-tenant']`), 1],
  [
    'a header of the service itself, before what a middleware left',
    hono(`const ws = c.req.header('x-acme-workspace') ?? c.get('workspaceId')`),
    1,
  ],
  ['before a field of the caller', hono(`const ws = c.req.header('x-workspace') ?? c.get('user').workspaceId`), 1],
  ['of the context alone', hono(`const ws = c.get('workspaceId')`), 0],
  ['a header of the service that names something else', hono(`const ws = c.req.header('x-acme-request') ?? c.get('workspaceId')`), 0],
  [
    'asked whether the caller is there',
    hono(
      `const ws = c.req.header('x-acme-workspace') ?? c.get('workspaceId')\n  if (!memberOf(ws, c.get('user').id)) return c.json({}, 403)`,
    ),
    0,
  ],
  ['in Python', python(`    g.tenant_id = request.headers.get('X-Tenant-Id') or claims['tenant']`), 1],
  [
    'compared with what the token allows',
    node(
      `  const asked = req.get('x-company')\n  if (asked && !claims.companies.includes(asked)) return res.status(403).end()\n  req.companyId = asked ?? claims.company`,
    ),
    0,
  ],
  [
    'compared with the claim',
    node(
      `  const asked = req.get('x-company') ?? claims.company\n  if (asked !== claims.company) return res.status(403).end()\n  req.companyId = asked`,
    ),
    0,
  ],
  ['for administrators', node(`  req.companyId = claims.isAdmin ? (req.get('x-company') ?? claims.company) : claims.company`), 0],
  ['looked up', node(`  const asked = req.get('x-org')\n  req.org = await orgs.of(claims.sub, asked ?? claims.org)`), 0],
  ['of the caller alone', node(`  req.companyId = claims.company`), 0],
  [
    'another kind of header',
    node(`  req.locale = req.get('x-locale') ?? claims.locale\n  req.requestId = req.get('x-request-id') ?? claims.jti`),
    0,
  ],
  ['with a default for strangers', node(`  req.shop = req.get('x-shop') ?? 'main'`), 0],
])('sees what callers write before what is known of them: %s', async (_name, files, found) => {
  const { patterns } = await analysisOf(files)
  expect(patterns.filter(({ kind }) => kind === 'claimed-tenant')).toHaveLength(found)
})
