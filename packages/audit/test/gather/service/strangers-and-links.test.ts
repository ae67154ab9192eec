import { expect, it } from 'vitest'
import { probeAnonymousAccess } from '../../../src/gather/service/probes/anonymous-access.ts'
import { probeCaching } from '../../../src/gather/service/probes/caching.ts'
import { probeOldVersions } from '../../../src/gather/service/probes/old-versions.ts'
import { probePageHeaders } from '../../../src/gather/service/probes/page-headers.ts'
import { operationOf } from './probe-harness.ts'
import { decided, type Handle, refusing, text } from './users-at.ts'

/** Teams for their owners, with a ledger that an old version shows; to anybody, or as today. */
const ledgers = (isOpen: boolean): Handle => {
  let made = 0
  return ({ method, path }, user) => {
    if (path.startsWith('/api/v0/') && isOpen) return [200, { entries: [{ title: 'paper' }] }]
    if (user === null) return [401, {}]
    if (method === 'POST') made += 1
    return [method === 'POST' ? 201 : 200, { id: `t${made}` }]
  }
}

it.each([
  ['answers strangers', true, 'fail'],
  ['asks who they are', false, 'pass'],
])('an old version below what is guarded today %s', async (_name, isOpen, outcome) => {
  const operations = [
    operationOf('POST', '/api/teams', text('title')),
    operationOf('GET', '/api/teams/{team}'),
    operationOf('GET', '/api/v0/teams/{team}/ledger'),
  ]
  const seen = await decided('api.inventory', probeOldVersions, ['oldVersions'], operations, ledgers(isOpen))
  expect(seen.outcome, seen.text).toBe(outcome)
})

/** Papers that a link shows to whoever has it; who may make one is asked, or not, and papers may be for everybody. */
const papers = ({ asks, isPublic = false }: { readonly asks: boolean; readonly isPublic?: boolean }): Handle => {
  const links = new Map<string, string>()
  return ({ method, path }, user) => {
    if (user === null && !(path.endsWith('/share') && !asks) && !(isPublic && method === 'GET')) return [401, {}]
    if (path === '/papers') {
      links.set(`${links.size + 1}`, '')
      return [201, { id: `${links.size}` }]
    }
    const id = path.split('/')[2] ?? ''
    if (!links.has(id)) return [404, {}]
    if (path.endsWith('/share')) links.set(id, `long-and-random-${id}`)
    return path.endsWith('/share') ? [201, { token: links.get(id) }] : [200, { id, link: links.get(id) }]
  }
}

it.each([
  ['a stranger is given the link to what is private', { asks: false }, 'confirmed'],
  ['a stranger is given the link to what everybody may see', { asks: false, isPublic: true }, 'likely'],
  ['a stranger is asked who it is', { asks: true }, ''],
])('%s', async (_name, ways, confidence) => {
  const operations = [
    operationOf('POST', '/papers', text('title')),
    operationOf('GET', '/papers/{id}'),
    operationOf('POST', '/papers/{id}/share'),
  ]
  const seen = await decided('auth.required-by-default', probeAnonymousAccess, ['anonymousAccess'], operations, papers(ways))
  const about = seen.text.split('\n').find((line) => line.includes('POST /papers/{id}/share')) ?? ''
  expect(about.split(':')[0], seen.text).toBe(confidence)
})

const MANY = Array.from({ length: 45 }, (_each, index) => operationOf('GET', `/a${index + 10}`))

it.each([
  ['public, max-age=600', 'GET /report answers a user with Cache-Control: public'],
  ['no-store', ''],
])('an answer to its user that says %s is told, however many operations there are', async (value, told) => {
  const handle = refusing(({ path }) => [200, { path }, { 'cache-control': path === '/report' ? value : 'no-store' }])
  const operations = [...MANY, operationOf('GET', '/report')]
  const seen = await decided('data.cache-control', probeCaching, ['caching'], operations, handle)
  expect(
    seen.text.split('\n').some((line) => told !== '' && line.includes(told)),
    seen.text,
  ).toBe(told !== '')
})

it.each([
  ['without a policy', '', 'fail'],
  ['with one', "default-src 'none'", 'pass'],
])('a page %s is told, however many operations there are', async (_name, policy, outcome) => {
  const headers = { 'content-type': 'text/html', ...(policy === '' ? {} : { 'content-security-policy': policy }) }
  const handle: Handle = ({ path }) =>
    path === '/page' ? [200, '<p>hello</p>', headers] : [200, {}, { 'content-security-policy': "default-src 'none'" }]
  const seen = await decided('api.csp', probePageHeaders, ['pageHeaders'], [...MANY, operationOf('GET', '/page')], handle)
  expect(seen.text.includes('HTML is served without'), seen.text).toBe(outcome === 'fail')
})
