import { expect, it } from 'vitest'
import { injectionPoints } from '../../../src/gather/service/injection-points.ts'
import { probeMarkers } from '../../../src/gather/service/probes/markers.ts'
import { probeMassAssignment } from '../../../src/gather/service/probes/mass-assignment.ts'
import { probeReflection } from '../../../src/gather/service/probes/reflection.ts'
import { probeSqlInjection } from '../../../src/gather/service/probes/sql-injection.ts'
import type { Probing } from '../../../src/gather/service/probing.ts'
import type { ProbeName } from '../../../src/model/facts/service.ts'
import { type Asked, jsonServer, liveOutcome, operationOf, probeAt } from './probe-harness.ts'
import { type Answer, text } from './users-at.ts'

const PAGE = { 'content-type': 'text/html; charset=utf-8' }
const FORM = 'application/x-www-form-urlencoded'
const atPoints =
  (probe: (probing: Probing, points: Awaited<ReturnType<typeof injectionPoints>>) => Promise<void>) => async (probing: Probing) =>
    probe(probing, await injectionPoints(probing))
const looking = (name: string) => ({
  ...operationOf('GET', '/find'),
  parameters: [{ name, in: 'query' as const, isRequired: false, schema: {} }],
})
const escaped = (words: string): string => words.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`)

/** What a page of Django makes of a text, as far as the test needs it. */
const rendered = (words: string): Answer => {
  if (/\{\{[^}]*\*|\{\{[^}]*\| times/.test(words)) throw new Error('the template is broken')
  return [200, words.replace(/\{% widthratio (\d+) 1 (\d+) %\}/g, (_whole, a, b) => String(Number(a) * Number(b))), PAGE]
}

it.each<readonly [string, string, ReturnType<typeof atPoints>, ProbeName, (asked: Asked) => Answer, string]>([
  [
    'an error of the parser, quoted within JSON',
    'input.sql-injection',
    atPoints(probeSqlInjection),
    'sqlInjection',
    ({ query }) => ((query.get('q') ?? '').split("'").length % 2 === 0 ? [500, { error: 'unrecognized token: "x"' }] : [200, []]),
    'fail',
  ],
  [
    'conditions on a page whose form has another token each time',
    'input.sql-injection',
    atPoints(probeSqlInjection),
    'sqlInjection',
    ({ query }) => {
      const [, left, right] = /^zqx%'\) OR (\d+)=(\d*) -- $/.exec(query.get('q') ?? '') ?? []
      if (right === '') return [500, 'broken', PAGE]
      const rows = !query.has('q') || (left !== undefined && left === right) ? '<li>all</li>' : ''
      return [
        200,
        `<form><input type="hidden" name="csrfmiddlewaretoken" value="${Math.random().toString(36).repeat(4)}"></form>${rows}`,
        PAGE,
      ]
    },
    'fail',
  ],
  [
    'a template that knows no sums',
    'input.template-injection',
    atPoints(probeMarkers),
    'templateInjection',
    ({ query }) => rendered(query.get('q') ?? ''),
    'fail',
  ],
  [
    'a text in a template',
    'input.template-injection',
    atPoints(probeMarkers),
    'templateInjection',
    ({ query }) => [200, escaped(query.get('q') ?? ''), PAGE],
    'pass',
  ],
  [
    'markup where quotes break the search',
    'input.xss',
    atPoints(probeReflection),
    'crossSiteScripting',
    ({ query }) => (/['"]/.test(query.get('q') ?? '') ? [500, 'broken', PAGE] : [200, `<h1>${query.get('q') ?? ''}</h1>`, PAGE]),
    'fail',
  ],
])('%s', async (_name, control, probe, fact, answer, expected) => {
  const server = jsonServer((asked) => (asked.path === '/find' ? answer(asked) : [404, {}]))
  const facts = await probeAt(server, probe, [fact], { operations: [looking('q')] })
  expect(liveOutcome(control, facts).outcome).toBe(expected)
})

it.each([
  ['a link that runs', (site: string) => site, 'fail'],
  ['a link of the web alone', (site: string) => (site.startsWith('http') ? site : '#'), 'pass'],
])('an address that is shown as %s', async (_name, shown, expected) => {
  let site = ''
  const server = jsonServer(({ method, path, body }) => {
    if (path === '/card' && method === 'POST') {
      site = String(body.website)
      return [200, { ok: true }]
    }
    return path === '/card' ? [200, `<a class="site" href="${escaped(shown(site))}">site</a>`, PAGE] : [404, {}]
  })
  const operations = [operationOf('POST', '/card', text('website')), operationOf('GET', '/card')]
  const decided = liveOutcome('input.xss', await probeAt(server, atPoints(probeReflection), ['crossSiteScripting'], { operations }))
  expect(decided.outcome).toBe(expected)
})

/** A site of pages that tells of its users only where one searches for them. */
function members(isWeak: boolean): ReturnType<typeof jsonServer> {
  const users = new Map<string, Record<string, unknown>>()
  return jsonServer(({ method, path, headers, raw }: Asked) => {
    const form = Object.fromEntries(new URLSearchParams(raw))
    const email = /sid=([^;]+)/.exec(String(headers.cookie))?.[1]
    const user = email === undefined ? undefined : users.get(decodeURIComponent(email))
    if (path === '/register' && method === 'POST') {
      const { email: name = '', password = '', ...rest } = form
      users.set(name, { email: name, role: 'member', balance_cents: 0, ...(isWeak ? rest : {}), password })
      return [302, '', { location: '/login' }]
    }
    if (path === '/login' && method === 'POST')
      return users.get(form.email ?? '')?.password === form.password
        ? [302, '', { location: '/home', 'set-cookie': `sid=${encodeURIComponent(form.email ?? '')}` }]
        : [302, '', { location: '/login' }]
    if (user === undefined) return [302, '', { location: '/login' }]
    if (path === '/home') return [200, '<p>Welcome</p>', PAGE]
    if (path === '/lookup') return [200, { found: [...users.values()].map(({ password: _password, ...shown }) => shown) }]
    return [404, {}]
  })
}

it.each([
  ['takes a role from the form', true, 'fail'],
  ['keeps to the fields of its form', false, 'pass'],
])('a registration of pages that %s, told by the search for members', async (_name, isWeak, expected) => {
  const operations = [
    { ...operationOf('POST', '/register', text('email', 'password'), FORM), purpose: 'register' as const },
    { ...operationOf('POST', '/login', text('email', 'password'), FORM), purpose: 'login' as const },
    operationOf('GET', '/home'),
    operationOf('GET', '/lookup'),
  ]
  const facts = await probeAt(members(isWeak), probeMassAssignment, ['massAssignment'], { operations, registers: true, startedByUs: true })
  const { outcome, text: said } = liveOutcome('authz.mass-assignment', facts)
  expect(outcome, said).toBe(expected)
})
