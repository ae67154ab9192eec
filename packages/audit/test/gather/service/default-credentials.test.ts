import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { probeDefaultCredentials } from '../../../src/gather/service/probes/default-credentials.ts'
import type { Probing } from '../../../src/gather/service/probing.ts'
import { jsonServer, liveOutcome, operationOf, probeAt } from './probe-harness.ts'
import { text } from './users-at.ts'

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

/** A site of forms, whose login sends the browser on whatever came of it. */
function site(password: string, locksAfter = 99): ReturnType<typeof jsonServer> {
  const sessions = new Map<string, string>()
  const wrong = new Map<string, number>()
  const users = new Map<string, unknown>([['root@shop.test', password]])
  return jsonServer(({ method, path, body, headers }) => {
    const email = String(body.email)
    if (method === 'POST' && path === '/register') {
      users.set(email, body.password)
      return [201, { email }]
    }
    const id = /sid=(\w+)/.exec(String(headers.cookie))?.[1] ?? `s${sessions.size + 1}`
    const cookie = { 'set-cookie': `sid=${id}; Path=/` }
    if (method === 'POST' && path === '/login') {
      const isIn = users.has(email) && users.get(email) === body.password
      const tries = wrong.get(email) ?? 0
      if (!isIn) wrong.set(email, tries + 1)
      if (tries >= locksAfter) return tries === locksAfter ? [302, '', { ...cookie, location: '/locked' }] : [429, {}, cookie]
      sessions.set(id, isIn ? email : '')
      return [302, '', { ...cookie, location: isIn ? '/account' : '/' }]
    }
    const user = sessions.get(id) ?? ''
    if (path === '/account') return user === '' ? [302, '', { ...cookie, location: '/login' }] : [200, { email: user }, cookie]
    if (path === '/staff') return user.startsWith('root') ? [200, { staff: [] }, cookie] : [403, {}, cookie]
    return [200, {}, cookie]
  })
}

it.each([
  ['harbour', 'fail', 'admin'],
  ['something-else', 'pass', undefined],
])('a login that redirects, with the password %s: %s', async (password, outcome, role) => {
  const root = mkdtempSync(join(tmpdir(), 'assay-seed-'))
  writeFileSync(join(root, 'seed.js'), "person('root@shop.test', 'harbour')\n")
  const operations = [
    { ...operationOf('POST', '/register', text('email', 'password')), purpose: 'register' as const },
    { ...operationOf('POST', '/login', text('email', 'password')), purpose: 'login' as const },
    { ...operationOf('GET', '/account'), declaredAccess: 'authenticated' as const },
    { ...operationOf('GET', '/staff'), purpose: 'admin' as const },
  ]
  let admin: string | undefined
  const probe = async (probing: Probing): Promise<void> => {
    await probeDefaultCredentials(probing)
    admin = probing.identities.admin?.role
  }
  try {
    const facts = await probeAt(site(password), probe, ['defaultCredentials'], { operations, registers: true, treeRoot: root })
    expect(liveOutcome('auth.default-credentials', facts).outcome).toBe(outcome)
    expect(admin).toBe(role)
  } finally {
    rmSync(root, { recursive: true })
  }
})

it.each<readonly [string, string, Parameters<typeof jsonServer>[0], string]>([
  [
    'a password that stands alone',
    'DEFAULT_PASSWORD = "harbour7"',
    ({ body }) =>
      body.email === 'admin' && body.password === 'harbour7' ? [200, { token: 'a-token-of-somebody' }] : [401, { error: 'wrong' }],
    'fail',
  ],
  ['a login that takes no request as it is sent', '', () => [400, { error: 'the form token is missing' }], 'not-verified'],
  [
    'a form that sends on who is in, and shows itself again to others',
    'DEFAULT_PASSWORD = "harbour7"',
    ({ body }) => (body.email === 'admin' && body.password === 'harbour7' ? [302, '', { location: '/' }] : [401, '<form>']),
    'fail',
  ],
  ['a form that sends everybody on', 'DEFAULT_PASSWORD = "harbour7"', () => [302, '', { location: '/' }], 'not-verified'],
  ['a login that says wrong', '', () => [401, { error: 'wrong' }], 'pass'],
])('where nobody of our own can log in: %s', async (_name, source, answer, outcome) => {
  const root = mkdtempSync(join(tmpdir(), 'assay-seed-'))
  writeFileSync(join(root, 'constants.py'), `${source}\n`)
  try {
    const facts = await probeAt(jsonServer(answer), probeDefaultCredentials, ['defaultCredentials'], {
      operations: [LOGIN],
      treeRoot: root,
    })
    const told = liveOutcome('auth.default-credentials', facts)
    expect(told.outcome, told.text).toBe(outcome)
  } finally {
    rmSync(root, { recursive: true })
  }
})

it('tries a password of nobody on our own user, and tells no account that is locked', async () => {
  const root = mkdtempSync(join(tmpdir(), 'assay-seed-'))
  writeFileSync(join(root, 'seed.js'), "person('root@shop.test', 'harbour')\nperson('root@shop.test', 'lantern')\n")
  const operations = [
    { ...operationOf('POST', '/register', text('email', 'password')), purpose: 'register' as const },
    { ...operationOf('POST', '/login', text('email', 'password')), purpose: 'login' as const },
    { ...operationOf('GET', '/account'), declaredAccess: 'authenticated' as const },
  ]
  try {
    const facts = await probeAt(site('something-else', 1), probeDefaultCredentials, ['defaultCredentials'], {
      operations,
      registers: true,
      treeRoot: root,
    })
    const told = liveOutcome('auth.default-credentials', facts)
    expect(told.outcome, told.text).not.toBe('fail')
  } finally {
    rmSync(root, { recursive: true })
  }
})

it('tries whole pairs of the tree before a password that stands alone', async () => {
  const root = mkdtempSync(join(tmpdir(), 'assay-seed-'))
  writeFileSync(join(root, 'constants.py'), 'DEFAULT_PASSWORD = "admin123"\nADMIN_PASSWORD = "admin1234"\n')
  writeFileSync(join(root, 'seed.js'), "person('admin', 'letmein7')\n")
  const asked: unknown[] = []
  const server = jsonServer(({ body }) => {
    asked.push(body.password)
    return [401, { error: 'wrong' }]
  })
  try {
    await probeAt(server, probeDefaultCredentials, ['defaultCredentials'], { operations: [LOGIN], treeRoot: root })
    expect(asked[1]).toBe('letmein7')
  } finally {
    rmSync(root, { recursive: true })
  }
})
