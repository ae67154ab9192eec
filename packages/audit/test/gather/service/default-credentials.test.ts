import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { probeDefaultCredentials } from '../../../src/gather/service/probes/default-credentials.ts'
import { jsonServer, liveOutcome, operationOf, probeAt } from './probe-harness.ts'

const LOGIN = {
  ...operationOf('POST', '/login', { type: 'object', properties: { email: { type: 'string' }, password: { type: 'string' } } }),
  purpose: 'login' as const,
}

it.each([
  ['a call with a common password', "addUser('root@shop.test', 'Root', 'admin123', 'admin')", 'admin123', 'fail'],
  [
    'rows of bare values, several on a line',
    "for (const row of [['root@shop.test', 'toor', 'admin'], ['ann@shop.test', 'pier-9']])",
    'toor',
    'fail',
  ],
  ['a tuple of Python', 'SEED = [("root@shop.test", "harbour", "admin")]', 'harbour', 'fail'],
  ['a row whose other values are a role and a name', "rows.push(['root@shop.test', 'admin', 'Root Person'])", 'something-else', 'pass'],
])('%s', async (_name, seed, password, outcome) => {
  const root = mkdtempSync(join(tmpdir(), 'assay-seed-'))
  writeFileSync(join(root, 'seed.js'), `${seed}\n`)
  try {
    const server = jsonServer(({ body, path }) =>
      path === '/login' && body.email === 'root@shop.test' && body.password === password
        ? [200, { token: 'a-token-of-somebody' }]
        : [401, { error: 'wrong' }],
    )
    const facts = await probeAt(server, probeDefaultCredentials, ['defaultCredentials'], { operations: [LOGIN], treeRoot: root })
    expect(liveOutcome('auth.default-credentials', facts).outcome).toBe(outcome)
  } finally {
    rmSync(root, { recursive: true })
  }
})
