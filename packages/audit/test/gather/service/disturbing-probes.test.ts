import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createRaw, type Server as RawServer, type Socket } from 'node:net'
import type { RouteFact, TaintedPath } from '@assay/flow'
import { describe, expect, it } from 'vitest'
import { injectionPoints } from '../../../src/gather/service/injection-points.ts'
import { probeDeserialization } from '../../../src/gather/service/probes/deserialization.ts'
import { probeRegularExpressions, takenApart } from '../../../src/gather/service/probes/regular-expressions.ts'
import { probeRequestSmuggling } from '../../../src/gather/service/probes/request-smuggling.ts'
import { probeSlowClients } from '../../../src/gather/service/probes/slow-clients.ts'
import { liveOutcome, operationOf, probeAt } from './probe-harness.ts'

const place = { file: 'app.js', line: 1, column: 1, text: '' }
const ROUTE = { method: 'POST', path: '/check', parameters: [], guards: [], purpose: 'other', place } as unknown as RouteFact
const path = (kind: string, name: string, attack: string | null): TaintedPath =>
  ({ kind, route: 0, attack, parameter: { in: 'body', name }, source: place, sink: place }) as unknown as TaintedPath
const CHECK = operationOf('POST', '/check', {
  type: 'object',
  properties: { email: { type: 'string', example: 'ann' }, state: { type: 'string', example: 'x' } },
})

/** Answers POST /check by what the handler makes of the fields. */
function checking(handle: (fields: Record<string, unknown>) => unknown): Server {
  return createServer((request: IncomingMessage, response: ServerResponse) => {
    let text = ''
    request.on('data', (chunk: Buffer) => {
      text += chunk.toString()
    })
    request.on('end', () => {
      if (request.url !== '/check') return void response.writeHead(404).end('{}')
      const answer = handle(JSON.parse(text || '{}') as Record<string, unknown>)
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ answer }))
    })
  })
}

const SLOW = /^(?:[a-z0-9]+)+$/
const QUICK = /^[a-z0-9]+$/
const SQUARE = /\s+$/

describe('patterns on input', () => {
  it.each([
    ['exponential, shown by the source', SLOW, 'active', `${'a'.repeat(30)}!`, 'fail', 'confirmed: POST /check, body email'],
    ['linear, though the source suspects it', QUICK, 'active', `${'a'.repeat(30)}!`, 'pass', ''],
    ['exponential, found blindly', SLOW, 'intrusive', null, 'fail', 'confirmed: POST /check, body email'],
    ['quadratic, found blindly', SQUARE, 'intrusive', null, 'fail', 'the time grows with the text'],
    ['linear, tried blindly', QUICK, 'intrusive', null, 'pass', ''],
    ['nothing known, and not intrusive', SLOW, 'active', null, 'not-verified', 'only at --intensity intrusive'],
  ] as const)('%s', async (_name, pattern, intensity, attack, outcome, text) => {
    const facts = await probeAt(
      checking(({ email }) => pattern.test(String(email))),
      async (probing) => probeRegularExpressions(probing, await injectionPoints(probing)),
      ['redos'],
      { operations: [CHECK], intensity, routes: [ROUTE], paths: attack === null ? [] : [path('redos', 'email', attack)] },
    )
    const decided = liveOutcome('input.redos', facts)
    expect(decided.outcome, decided.text).toBe(outcome)
    expect(decided.text).toContain(text)
  })
  it('never sends what would hold the service up for hours, though other answers were late', async () => {
    let longest = 0
    let count = 0
    const facts = await probeAt(
      checking(({ email }) => {
        const text = String(email)
        if (!/^a+!$/.test(text)) return 'other'
        count += 1
        longest = Math.max(longest, text.length)
        // doubles with each character, from 1 ms at 20; now and then something else holds the answer up
        const ms = count % 4 === 0 ? 450 : Math.min(5000, 2 ** (text.length - 20))
        for (const end = Date.now() + ms; Date.now() < end; );
        return 'seen'
      }),
      async (probing) => probeRegularExpressions(probing, await injectionPoints(probing)),
      ['redos'],
      { operations: [CHECK], intensity: 'active', routes: [ROUTE], paths: [path('redos', 'email', `${'a'.repeat(30)}!`)] },
    )
    expect(facts.redos?.state).toBe('known')
    expect(longest).toBeLessThan(36)
  })
  it('finds what grows though something holds each text up the first time', async () => {
    const seen = new Set<string>()
    const facts = await probeAt(
      checking(({ email }) => {
        const text = String(email)
        const grown = /^a+!$/.test(text) ? 2 ** (text.length - 20) : 0
        const ms = Math.min(5000, grown) + (seen.has(text) ? 0 : 150)
        seen.add(text)
        for (const end = Date.now() + ms; Date.now() < end; );
        return 'seen'
      }),
      async (probing) => probeRegularExpressions(probing, await injectionPoints(probing)),
      ['redos'],
      { operations: [CHECK], intensity: 'active', routes: [ROUTE], paths: [path('redos', 'email', `${'a'.repeat(30)}!`)] },
    )
    expect(liveOutcome('input.redos', facts)).toMatchObject({ outcome: 'fail' })
  })
  it.each([
    ['grows slowly from what every answer takes', 1.75, 'fail'],
    ['is long at one length alone', 1, 'pass'],
  ] as const)('goes on above a text that took long: the time %s', async (_name, growth, outcome) => {
    const facts = await probeAt(
      checking(({ email }) => {
        const text = String(email)
        const over = text.length - 15
        const grown = /^a+!$/.test(text) && over > 0 ? 8 * growth ** over : 0
        for (const end = Date.now() + 40 + Math.min(5000, grown); Date.now() < end; );
        return 'seen'
      }),
      async (probing) => probeRegularExpressions(probing, await injectionPoints(probing)),
      ['redos'],
      { operations: [CHECK], intensity: 'active', routes: [ROUTE], paths: [path('redos', 'email', `${'a'.repeat(30)}!`)] },
    )
    const decided = liveOutcome('input.redos', facts)
    expect(decided.outcome, decided.text).toBe(outcome)
  })
  it.each([
    [`x${'ab'.repeat(20)}!`, { prefix: 'x', pump: 'ab', suffix: '!' }],
    [`${'a'.repeat(40)}!`, { prefix: '', pump: 'a', suffix: '!' }],
    ['short', { prefix: '', pump: 'short', suffix: '' }],
  ])('takes %j apart', (attack, parts) => {
    expect(takenApart(attack)).toEqual(parts)
  })
})

/** Runs what node-serialize runs, for the one form that sleeps. */
function runsFunctions(text: unknown): unknown {
  const seconds = /^\{"assay":"_\$\$ND_FUNC\$\$_function\(\)\{var e=Date\.now\(\)\+(\d+);/.exec(String(text))?.[1]
  const end = Date.now() + Number(seconds ?? 0)
  while (Date.now() < end);
  return 'read'
}

describe('serialised objects', () => {
  it.each([
    ['functions are run', runsFunctions, 'intrusive', 'fail', 'confirmed: POST /check, body state'],
    ['texts are read', (text: unknown) => String(text).length, 'intrusive', 'pass', ''],
    ['not intrusive', runsFunctions, 'active', 'not-verified', 'only at --intensity intrusive'],
  ] as const)('%s', async (_name, read, intensity, outcome, text) => {
    const facts = await probeAt(
      checking(({ state }) => read(state)),
      async (probing) => probeDeserialization(probing, await injectionPoints(probing)),
      ['deserialization'],
      { operations: [CHECK], intensity },
    )
    const decided = liveOutcome('input.deserialization', facts)
    expect(decided.outcome, decided.text).toBe(outcome)
    expect(decided.text).toContain(text)
  })
  it('is not misled by a service that is slow now and then', async () => {
    let count = 0
    const facts = await probeAt(
      checking(() => {
        count += 1
        const end = Date.now() + (count % 5 === 0 ? 1150 : 0)
        while (Date.now() < end);
        return 'read'
      }),
      async (probing) => probeDeserialization(probing, await injectionPoints(probing)),
      ['deserialization'],
      { operations: [CHECK], intensity: 'intrusive' },
    )
    expect(liveOutcome('input.deserialization', facts).outcome).not.toBe('fail')
  })
})

/** Reads requests by the last length alone, whatever else their headers say. */
function careless(): RawServer {
  return createRaw((socket) => {
    let rest = ''
    socket.on('error', () => undefined)
    socket.on('data', (chunk: Buffer) => {
      rest += chunk.toString('latin1')
      for (;;) {
        const end = rest.indexOf('\r\n\r\n')
        const length = Number([...rest.slice(0, end).matchAll(/content-length\s*:\s*\+?(\d+)/gi)].at(-1)?.[1] ?? 0)
        if (end < 0 || rest.length < end + 4 + Math.min(length, 5)) return
        rest = rest.slice(end + 4 + length)
        socket.write('HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\nno')
      }
    })
  })
}

describe('ambiguous requests', () => {
  it.each([
    ['a careless reader', careless, 'fail', 'likely: a request with two lengths'],
    ['the server of Node', () => createServer((_request, response) => response.writeHead(404).end('no')), 'pass', ''],
  ] as const)('%s', async (_name, make, outcome, text) => {
    const facts = await probeAt(make(), probeRequestSmuggling, ['requestSmuggling'], { intensity: 'intrusive' })
    const decided = liveOutcome('server.request-smuggling', facts)
    expect(decided.outcome, decided.text).toBe(outcome)
    expect(decided.text).toContain(text)
  })
})

/** Serves one connection after the other, like a single worker that blocks. */
function oneByOne(): RawServer {
  const waiting: Socket[] = []
  let current: Socket | null = null
  const next = (): void => {
    current = waiting.shift() ?? null
    current?.resume()
  }
  return createRaw({ pauseOnConnect: true }, (socket) => {
    let text = ''
    socket.on('error', () => undefined)
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1')
      if (text.includes('\r\n\r\n') && !text.includes('POST'))
        socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok')
    })
    socket.once('close', () => {
      if (current === socket) next()
      else if (waiting.includes(socket)) waiting.splice(waiting.indexOf(socket), 1)
    })
    waiting.push(socket)
    if (current === null) next()
  })
}

describe('slow clients', () => {
  it.each([
    [
      'are let go',
      () => {
        const server = createServer({ connectionsCheckingInterval: 50 }, (request, response) => {
          request.resume()
          request.on('end', () => response.end('ok'))
        })
        server.headersTimeout = 400
        server.requestTimeout = 500
        return server
      },
      'pass',
      'not-verified',
    ],
    [
      'are kept, and others are served',
      () => createServer((request, response) => void request.resume().on('end', () => response.end('ok'))),
      'not-verified',
      'not-verified',
    ],
    ['keep all others out', oneByOne, 'not-verified', 'fail'],
  ] as const)('%s', async (_name, make, timeouts, others) => {
    const facts = await probeAt(make(), (probing) => probeSlowClients(probing, 2500), ['slowClients'], { intensity: 'intrusive' })
    expect(liveOutcome('server.timeouts', facts)).toMatchObject({ outcome: timeouts })
    expect(liveOutcome('rate.burst-protection', facts, 1)).toMatchObject({ outcome: others })
  })
})
