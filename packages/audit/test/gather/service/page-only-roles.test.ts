import { expect, it } from 'vitest'
import { servedAt } from '../../../src/gather/service/open-folders.ts'
import { probePageOnlyRoles } from '../../../src/gather/service/probes/page-only-roles.ts'
import { liveOutcome, operationOf, probeAt, USER_OPERATIONS, userServer } from './probe-harness.ts'
import { text } from './users-at.ts'

it.each<readonly [string, boolean, boolean, string]>([
  ['who is signed in', true, true, 'fail'],
  ['staff', false, false, 'not-verified'],
  ['nobody, and says that all is well', true, false, 'not-verified'],
])('a form that pages show to staff alone takes what is sent by %s', async (_name, isOpen, isKept, outcome) => {
  const notices: unknown[] = []
  const server = userServer(({ method, path, body }, user) => {
    if (user === null) return [401, {}]
    if (method === 'POST' && path === '/notices/new') {
      if (!isOpen) return [403, {}]
      if (isKept) notices.push(body.title)
      return [303, '', { location: '/notices' }]
    }
    return path === '/notices' ? [200, notices.join('\n'), { 'content-type': 'text/html' }] : [404, {}]
  })
  const operations = [...USER_OPERATIONS, operationOf('GET', '/notices'), operationOf('POST', '/notices/new', text('title'))]
  const facts = await probeAt(server, probePageOnlyRoles, ['functionAccess'], {
    operations: operations.map((operation) => ({ ...operation, gaps: new Set<string>() })),
    registers: true,
    startedByUs: true,
    roleOnlyPaths: ['/notices/new'],
  })
  const answer = liveOutcome('authz.function-level', facts)
  expect(answer.outcome, answer.text).toBe(outcome)
})

it.each([
  ['media/<path:path>', '/media/documents/a.txt', 'urls.py'],
  ['^media/(?P<path>.*)$', '/media/a.txt', 'urls.py'],
  ['media/<path:path>', '/mediation/a.txt', null],
  ['<path:path>', '/media/a.txt', null],
])('files under %s: %s is served at %s', (path, address, file) => {
  expect(servedAt([{ path, file: 'urls.py', line: 3 }], address).file).toBe(file)
})
