import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { isAffected } from '../../../src/gather/dependencies/match.ts'
import { parseRecord } from '../../../src/gather/dependencies/osv-record.ts'
import { askAdvisoryService } from '../../../src/gather/dependencies/osv-service.ts'
import type { AdvisoriesFact, PackageFact } from '../../../src/model/facts/dependencies.ts'
import { type TemporaryFolder, temporaryFolder } from '../../temporary-folder.ts'

const RECORDS = new Map(
  readFileSync(new URL('../../fixtures/advisories/osv-snapshot.jsonl', import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line): [string, string] => [(JSON.parse(line) as { id: string }).id, line]),
)
const PARSED = [...RECORDS.values()].map((text) => parseRecord(JSON.parse(text)))
const used = (name: string, version: string, ecosystem: PackageFact['ecosystem'] = 'PyPI'): PackageFact => ({
  ecosystem,
  name,
  version,
  file: 'lock',
  line: 1,
  group: 'production',
  isDirect: true,
  hasHash: true,
  license: null,
})
const PACKAGES = [used('flask', '0.12'), used('lodash', '4.17.10', 'npm'), used('mine', 'git+ssh://host/a.git', 'npm')]
const NOW = new Date('2026-06-01T10:00:00Z')

interface Query {
  readonly package: { readonly name: string; readonly ecosystem: string }
  readonly version: string
  readonly page_token?: string
}
type Fault = (request: IncomingMessage, response: ServerResponse, ordinal: number) => boolean

/** A service with OSV's interface over the snapshot; a fault may answer first. */
async function service(fault: Fault = () => false, pageSize = 3) {
  const requests: { path: string; body: string }[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk))
    request.on('end', () => {
      requests.push({ path: request.url ?? '', body })
      if (fault(request, response, requests.length)) return
      if (request.url === '/v1/querybatch') {
        const { queries } = JSON.parse(body) as { queries: readonly Query[] }
        response.end(JSON.stringify({ results: queries.map((query) => page(query, pageSize)) }))
      } else {
        const record = RECORDS.get(decodeURIComponent((request.url ?? '').replace('/v1/vulns/', '')))
        response.writeHead(record === undefined ? 404 : 200).end(record ?? '{}')
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  open.push(
    () => server.closeAllConnections(),
    () => server.close(),
  )
  return { baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests }
}

function page({ package: { name, ecosystem }, version, page_token: token }: Query, size: number): unknown {
  const vulns = PARSED.flatMap((record) => {
    if (record === null || record === 'withdrawn') return []
    const isHit = record.affected.some((each) => each.ecosystem === ecosystem && each.name === name && isAffected(version, each))
    return isHit ? [{ id: record.id, modified: record.modified }] : []
  })
  const from = Number(token ?? 0)
  return { vulns: vulns.slice(from, from + size), ...(from + size < vulns.length ? { next_page_token: String(from + size) } : {}) }
}

const open: (() => void)[] = []
afterEach(() => {
  for (const close of open.splice(0)) close()
})

const ask = (baseUrl: string, cacheDirectory: string | null = null): Promise<AdvisoriesFact> =>
  askAdvisoryService(PACKAGES, { baseUrl, cacheDirectory, now: NOW, requestTimeoutMs: 300, maxWaitMs: 5, tries: 3 })

describe('a service that answers', () => {
  it('sends name, ecosystem and version, follows pages, and dates the data by the day', async () => {
    const { baseUrl, requests } = await service()
    const fact = await ask(baseUrl)
    expect(JSON.parse(requests[0]?.body ?? '')).toEqual({
      queries: [
        { package: { name: 'flask', ecosystem: 'PyPI' }, version: '0.12' },
        { package: { name: 'lodash', ecosystem: 'npm' }, version: '4.17.10' },
      ],
    })
    expect(requests.filter(({ path }) => path === '/v1/querybatch').length).toBeGreaterThan(1)
    expect(fact).toMatchObject({ source: baseUrl, newest: '2026-06-01', incomplete: null, notComparable: ['mine git+ssh://host/a.git'] })
    expect(new Set(fact.matches.map(({ package: { name } }) => name))).toEqual(new Set(['flask', 'lodash']))
    expect(fact.matches).toEqual((await ask((await service(undefined, 1000)).baseUrl)).matches)
  })

  it('a thousand packages go in one batch, the next in another', async () => {
    const { baseUrl, requests } = await service()
    await askAdvisoryService(
      Array.from({ length: 1001 }, (_, index) => used(`none-${index}`, '1.0')),
      { baseUrl, cacheDirectory: null, now: NOW },
    )
    expect(requests.map(({ body }) => (JSON.parse(body) as { queries: unknown[] }).queries.length)).toEqual([1000, 1])
  })

  it('records come from the cache the second time', async () => {
    const folder: TemporaryFolder = temporaryFolder()
    open.push(folder.dispose)
    const { baseUrl, requests } = await service()
    const first = await ask(baseUrl, folder.path)
    const asked = requests.length
    const second = await ask(baseUrl, folder.path)
    expect(second).toEqual(first)
    expect(requests.slice(asked).every(({ path }) => path === '/v1/querybatch')).toBe(true)
  })

  it('nothing found is an answer of today', async () => {
    const { baseUrl } = await service()
    const fact = await askAdvisoryService([used('flask', '99.0')], { baseUrl, cacheDirectory: null, now: NOW })
    expect(fact).toMatchObject({ matches: [], incomplete: null, ecosystems: [{ ecosystem: 'PyPI', newest: '2026-06-01' }] })
  })
})

const answer =
  (status: number, body = '', headers: Record<string, string> = {}): Fault =>
  (_request, response) => {
    response.writeHead(status, headers).end(body)
    return true
  }

describe('a service that fails is never clean', () => {
  it.each([
    ['500 for ever', answer(500), /answered 500/],
    ['429 for ever', answer(429, '', { 'retry-after': '0' }), /answered 429/],
    ['403', answer(403), /answered 403/],
    ['no JSON', answer(200, '<html>busy</html>'), /no JSON/],
    ['JSON cut off', answer(200, '{"results":[{"vulns":[{"id":"PYS'), /no JSON/],
    ['another document', answer(200, '{"hello":1}'), /fits no question/],
    ['fewer answers than questions', answer(200, '{"results":[{}]}'), /fits no question/],
    ['a redirect elsewhere', answer(302, '', { location: 'http://127.0.0.1:1/' }), /did not answer/],
    ['silence', () => true, /did not answer/],
    ['a broken connection', (request) => request.socket.destroy() !== undefined, /did not answer/],
    [
      'a page that never ends',
      (request, response) => {
        if (request.url !== '/v1/querybatch') return false
        response.end('{"results":[{"next_page_token":"1"},{"next_page_token":"1"}]}')
        return true
      },
      /fits no question|pages/,
    ],
  ] as readonly (readonly [string, Fault, RegExp])[])('%s', async (_what, fault, because) => {
    const { baseUrl } = await service(fault)
    const { incomplete, matches } = await ask(baseUrl)
    expect(incomplete).toMatch(because)
    expect(matches).toEqual([])
  })

  it('nobody listens', async () => {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    await new Promise((resolve) => server.close(resolve))
    expect((await ask(`http://127.0.0.1:${port}`)).incomplete).toMatch(/did not answer \(ECONNREFUSED\)/)
  })

  it('passing failures are tried again', async () => {
    const asked = new Set<string>()
    const { baseUrl } = await service((request, response, ordinal) => {
      const name = `${request.method} ${request.url}`
      if (asked.has(name)) return false
      asked.add(name)
      response.writeHead(ordinal % 2 === 0 ? 500 : 429, { 'retry-after': '0' }).end()
      return true
    })
    expect((await ask(baseUrl)).incomplete).toBeNull()
    expect(asked.size).toBeGreaterThan(1)
  })

  it('records that cannot be fetched are told, the others are kept', async () => {
    const { baseUrl } = await service((request, response) => {
      if (!/PYSEC-2018-66/.test(request.url ?? '')) return false
      response.writeHead(404).end()
      return true
    })
    const { incomplete, matches } = await ask(baseUrl)
    expect(incomplete).toMatch(/^1 of \d+ advisories could not be fetched: the service answered 404$/)
    expect(matches.length).toBeGreaterThan(0)
  })

  it('an id that names another file stays out of the cache', async () => {
    const folder: TemporaryFolder = temporaryFolder()
    open.push(folder.dispose)
    const { baseUrl } = await service((request, response) => {
      if (request.url !== '/v1/querybatch') return false
      response.end('{"results":[{"vulns":[{"id":"../../../evil","modified":"2026"}]},{}]}')
      return true
    })
    expect((await ask(baseUrl, folder.path)).incomplete).toMatch(/404/)
  })
})
