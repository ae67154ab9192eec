import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { serverDegradation } from '../../../src/controls/server/degradation.ts'
import { serverGracefulShutdown } from '../../../src/controls/server/graceful-shutdown.ts'
import { DependencyRelays, gatherDrills } from '../../../src/gather/drills/gather-drills.ts'
import { startService } from '../../../src/gather/service/start.ts'
import type { OperationFact } from '../../../src/model/facts/service.ts'
import { type GatheredFacts, known } from '../../../src/model/facts.ts'
import type { Outcome } from '../../../src/model/outcome.ts'
import { decide } from '../../decide.ts'

/** A service over one dependency: `GET /items` needs the user's token and asks it, `POST /login` reads its body. */
const SERVICE = `
const http = require('node:http')
const mode = process.argv[2]
const backend = process.env.STORE_URL
const agent = new http.Agent({ keepAlive: true })
const fetchStore = (done) => {
  const call = http.get(backend, { agent, ...(mode === 'hangs' ? {} : { timeout: 800 }) }, (r) => { r.resume(); r.on('end', () => done(null)) })
  call.on('timeout', () => call.destroy(new Error('slow')))
  call.on('error', mode === 'dies' ? (error) => { throw error } : done)
}
const server = http.createServer((request, response) => {
  if (request.url === '/login') {
    let body = ''
    request.on('data', (piece) => { body += piece })
    request.on('end', () => { response.statusCode = 401; response.end('no') })
    return
  }
  const isUser = request.headers.authorization === 'Bearer good'
  fetchStore((error) => {
    const isOpen = mode === 'opens' && error
    response.statusCode = isUser || isOpen ? (error && !isOpen ? 503 : 200) : 401
    response.end()
  })
})
server.listen(process.env.PORT, '127.0.0.1')
if (mode !== 'cuts') process.on('SIGTERM', () => { server.close(() => process.exit(0)); server.closeIdleConnections() })
`

/** Workers behind one port; the parent starts another when one ends, unless told not to. */
const CLUSTER = `
const cluster = require('node:cluster')
if (cluster.isPrimary) {
  for (let n = 0; n < 3; n++) cluster.fork()
  if (process.argv[2] === 'replaces') cluster.on('exit', () => cluster.fork())
} else require('node:http').createServer((q, r) => r.end('ok')).listen(process.env.PORT, '127.0.0.1')
`

const store = createServer((_, response) => response.end('[]'))
let folder = ''
let storeUrl = ''
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'assay-drills-'))
  writeFileSync(join(folder, 'service.cjs'), SERVICE)
  writeFileSync(join(folder, 'cluster.cjs'), CLUSTER)
  await new Promise<void>((resolve) => store.listen(0, '127.0.0.1', resolve))
  storeUrl = `http://127.0.0.1:${(store.address() as AddressInfo).port}/`
})
afterAll(() => {
  store.closeAllConnections()
  store.close()
  rmSync(folder, { recursive: true, force: true })
})

async function drill(file: string, mode: string): Promise<GatheredFacts> {
  const relays = await DependencyRelays.open({ STORE_URL: storeUrl })
  const running = await startService({
    command: `"${process.execPath}" ${file} ${mode}`,
    cwd: folder,
    port: null,
    environment: { NODE_OPTIONS: '', ...relays.environment() },
    healthPath: null,
    deadlineMs: 15_000,
    signal: new AbortController().signal,
  })
  try {
    const service = { running, operations: OPERATIONS, authHeaders: { authorization: 'Bearer good' } }
    return await gatherDrills(service, relays, { signal: new AbortController().signal, onProgress: () => {} })
  } finally {
    await running.stop()
    await relays.close()
  }
}

const operation = (key: string, purpose: OperationFact['purpose'], baselineStatus: number): OperationFact => {
  const [method = '', path = ''] = key.split(' ')
  return {
    key,
    method,
    path,
    origins: ['openapi'],
    parameters: [],
    body: null,
    declaredAccess: 'unknown',
    purpose,
    exists: 'yes',
    baselineStatus,
    coverage: 'tested',
    coverageBecause: '',
    file: null,
    line: null,
  }
}
const OPERATIONS = [operation('POST /login', 'login', 200), operation('GET /items', 'other', 200)]

const messages = (outcome: Outcome): string[] => (outcome.outcome === 'fail' ? outcome.findings.map(({ message }) => message) : [])

describe.concurrent('drills of a service with one dependency', () => {
  it('passes one that gives up on its dependency, stays shut, recovers and drains', async () => {
    const facts = await drill('service.cjs', 'careful')
    expect(decide(serverDegradation, 'drill', facts)).toMatchObject({ outcome: 'pass', evidence: [{ kind: 'inventory', count: 3 }] })
    expect(decide(serverDegradation, 'drill', facts, 1)).toMatchObject({ outcome: 'not-verified', reason: 'no-data' })
    expect(decide(serverGracefulShutdown, 'drill', facts)).toMatchObject({ outcome: 'pass', evidence: [{ count: 8, of: 8 }] })
  }, 60_000)

  it.each([
    ['hangs', 'gives no answer within 5 s', 'medium'],
    ['dies', 'the service ended when STORE_URL failed (reset)', 'high'],
    ['opens', 'GET /items answers a caller without credentials', 'critical'],
  ])(
    'fails one that %s',
    async (mode, message, severity) => {
      const outcome = decide(serverDegradation, 'drill', await drill('service.cjs', mode))
      expect(messages(outcome).join('\n')).toContain(message)
      const [first] = outcome.outcome === 'fail' ? outcome.findings : []
      expect(first?.severity ?? 'medium').toBe(severity)
    },
    90_000,
  )

  it('fails one that cuts requests off at SIGTERM', async () => {
    const outcome = decide(serverGracefulShutdown, 'drill', await drill('service.cjs', 'cuts'))
    expect(messages(outcome)).toEqual(['8 of 8 requests that were under way at SIGTERM got no answer'])
  }, 60_000)
})

describe('a dependency that nothing asked while it failed', () => {
  it.each([
    ['no fault was applied', []],
    [
      'the faults met no traffic',
      [{ fault: 'reset', description: '', operations: [], asked: 0, survived: true, recoveryMs: 1, watchedMs: 15_000 }],
    ],
  ] as const)('%s', (_, faults) => {
    const facts: GatheredFacts = { dependencyDrills: known([{ setting: 'STORE_URL', protocol: 'http', faults }]) }
    expect(decide(serverDegradation, 'drill', facts)).toMatchObject({ outcome: 'not-verified', reason: 'inconclusive' })
  })
})

describe.concurrent('drill of workers', () => {
  it.each([
    ['replaces', 'pass', []],
    ['forgets', 'fail', ['a killed worker was not replaced within 6 s']],
  ])(
    'a cluster that %s a killed worker',
    async (mode, expected, findings) => {
      const facts = await drill('cluster.cjs', mode)
      const outcome = decide(serverDegradation, 'drill', facts, 1)
      expect(outcome.outcome).toBe(expected)
      expect(messages(outcome)).toEqual(findings)
      expect(facts.workerDrill).toMatchObject({ state: 'known', value: { workers: 3 } })
    },
    60_000,
  )
})
