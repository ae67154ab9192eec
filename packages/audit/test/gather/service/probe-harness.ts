import { createServer, type Server } from 'node:http'
import type { AddressInfo, Server as NetServer, Socket } from 'node:net'
import type { RouteFact, TaintedPath } from '@assay/flow'
import { CONTROLS } from '../../../src/controls/index.ts'
import { ServiceClient } from '../../../src/gather/service/client.ts'
import type { DeclaredIdentities } from '../../../src/gather/service/identities/declared.ts'
import { Identities } from '../../../src/gather/service/identities.ts'
import { crawledOperation, type Operation } from '../../../src/gather/service/operations.ts'
import { Probing } from '../../../src/gather/service/probing.ts'
import { State } from '../../../src/gather/service/state.ts'
import { Values } from '../../../src/gather/service/values.ts'
import type { ProbeName, Schema } from '../../../src/model/facts/service.ts'
import { type GatheredFacts, known } from '../../../src/model/facts.ts'
import type { Outcome } from '../../../src/model/outcome.ts'
import type { Intensity } from '../../../src/model/words.ts'
import { decide } from '../../decide.ts'

export interface HarnessOptions {
  readonly operations?: readonly Operation[]
  readonly identities?: DeclaredIdentities
  readonly intensity?: Intensity
  readonly paths?: readonly TaintedPath[]
  readonly routes?: readonly RouteFact[]
  readonly scheme?: 'http' | 'https'
  readonly authority?: string | null
  readonly treeRoot?: string
  /** The service is the run's own. */
  readonly startedByUs?: boolean
  /** Registers users of its own where the operations allow it. */
  readonly registers?: boolean
  /** Paths whose links the pages of the source show to a role alone. */
  readonly roleOnlyPaths?: readonly string[]
  /** Lines that the service printed. */
  readonly log?: readonly string[]
}

/** A request as a test's handler sees it: body and query parsed. */
export interface Asked {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: Record<string, unknown>
  /** The body as it came. */
  readonly text: string
  /** The body is no JSON. */
  readonly isBroken: boolean
  /** The body as it came. */
  readonly raw: string
}

/** Answers by what the handler gives: a status and a JSON body, and headers where there are any; a throw is a 500. */
export function jsonServer(
  handle: (
    asked: Asked,
  ) =>
    | readonly [number, unknown, Readonly<Record<string, string>>?]
    | Promise<readonly [number, unknown, Readonly<Record<string, string>>?]>,
): Server {
  return createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', async () => {
      const url = new URL(request.url ?? '/', 'http://service')
      const text = Buffer.concat(chunks).toString()
      try {
        const body = parsed(text)
        const asked = {
          method: request.method ?? 'GET',
          path: url.pathname,
          query: url.searchParams,
          headers: request.headers,
          body: body ?? {},
          text,
          isBroken: body === null,
          raw: text,
        }
        const [status, answer, headers = {}] = await handle(asked)
        response
          .writeHead(status, { 'content-type': 'application/json', ...headers })
          .end(typeof answer === 'string' ? answer : JSON.stringify(answer))
      } catch {
        response.writeHead(500, { 'content-type': 'application/json' }).end('{"error":"failed"}')
      }
    })
  })
}

/** Runs one probe against a server of the test's own; the facts hold what the named probes saw. */
export async function probeAt(
  server: Server | NetServer,
  probe: (probing: Probing) => Promise<void>,
  names: readonly ProbeName[],
  options: HarnessOptions = {},
): Promise<GatheredFacts> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => sockets.add(socket))
  server.on('secureConnection', (socket: Socket) => sockets.add(socket))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const client = new ServiceClient({
    baseUrl: `${options.scheme ?? 'http'}://127.0.0.1:${(server.address() as AddressInfo).port}`,
    runId: 'run-1',
    headers: {},
    authorizedHosts: [],
    budget: { requests: 3000, milliseconds: 60_000 },
    signal: new AbortController().signal,
    authority: options.authority ?? null,
  })
  try {
    const operations = [...(options.operations ?? [])]
    const values = new Values('seed')
    const identities = new Identities(client, values, operations, [])
    await identities.make(options.identities ?? null, options.registers === true)
    const probing = new Probing({
      client,
      values,
      identities,
      operations,
      state: new State(operations),
      paths: options.paths ?? [],
      routes: options.routes ?? [],
      intensity: options.intensity ?? 'active',
      startedByUs: options.startedByUs === true,
      treeRoot: options.treeRoot ?? null,
      roleOnlyPaths: options.roleOnlyPaths ?? [],
      serviceLog: options.log === undefined ? null : () => options.log ?? [],
      listeners: null,
    })
    await probe(probing)
    return { operations: known([]), ...Object.fromEntries(names.map((name) => [name, known(probing.result(name))])) }
  } finally {
    await client.close()
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
  }
}

type Answer = readonly [number, unknown, Readonly<Record<string, string>>?]

/** Operations of {@link userServer}. */
export const USER_OPERATIONS: readonly Operation[] = [
  { ...operationOf('POST', '/register', CREDENTIALS()), purpose: 'register' },
  { ...operationOf('POST', '/login', CREDENTIALS()), purpose: 'login' },
  { ...operationOf('GET', '/me'), declaredAccess: 'authenticated' },
]

function CREDENTIALS(): Schema {
  return { type: 'object', properties: { email: { type: 'string' }, password: { type: 'string' } }, required: ['email', 'password'] }
}

/** A service whose users register and log in; the handler answers the rest, and is told who asks. */
export function userServer(handle: (asked: Asked, user: string | null) => Answer | Promise<Answer>): Server {
  const users = new Map<string, unknown>()
  return jsonServer((asked) => {
    const { method, path, body, headers } = asked
    const email = String(body.email)
    if (method === 'POST' && path === '/register') {
      if (users.has(email) || !email.includes('@')) return [409, { error: 'taken' }]
      users.set(email, body.password)
      return [201, { id: users.size, email }]
    }
    if (method === 'POST' && path === '/login')
      return users.has(email) && users.get(email) === body.password ? [200, { token: `token-of-${email}` }] : [401, { error: 'wrong' }]
    const bearer = /^Bearer token-of-(.+)$/.exec(String(headers.authorization))?.[1]
    const user = bearer !== undefined && users.has(bearer) ? bearer : null
    if (method === 'GET' && path === '/me' && user !== null) return [200, { id: [...users.keys()].indexOf(user) + 1, email: user }]
    return path === '/me' && headers['x-api-key'] === undefined && !asked.query.has('api_key')
      ? [401, { error: 'who are you' }]
      : handle(asked, user)
  })
}

function parsed(text: string): Record<string, unknown> | null {
  try {
    return text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : {}
  } catch {
    return null
  }
}

export function operationOf(method: string, path: string, schema?: Schema, contentType = 'application/json'): Operation {
  return {
    ...crawledOperation(method, path),
    origins: ['openapi'],
    exists: 'yes',
    body: schema === undefined ? null : { contentType, isRequired: true, schema },
  }
}

/** What a control's live check makes of the facts, with the messages of its findings. */
export function liveOutcome(
  id: string,
  facts: GatheredFacts,
  ordinal = 0,
): { readonly outcome: Outcome['outcome']; readonly text: string } {
  const control = CONTROLS.find((candidate) => candidate.id === id)
  if (control === undefined) throw new Error(`there is no control ${id}`)
  const outcome = decide(control, 'live', facts, ordinal)
  const text =
    outcome.outcome === 'fail'
      ? outcome.findings.map(({ message, confidence }) => `${confidence}: ${message}`).join('\n')
      : 'because' in outcome
        ? outcome.because
        : ''
  return { outcome: outcome.outcome, text }
}
