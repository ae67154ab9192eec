import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import { expect, it } from 'vitest'
import { probeWebsocket } from '../../../src/gather/service/probes/websocket.ts'
import { framesOf } from '../../../src/gather/service/web-socket.ts'
import { liveOutcome, operationOf, probeAt } from './probe-harness.ts'

/** Accepts a handshake when `accepts` says so, and greets. */
function socketServer(accepts: (request: IncomingMessage) => boolean | 'close'): Server {
  const server = createServer((request, response) => {
    const isIn = request.headers.cookie === 'sid=good-session' || request.headers.authorization === 'Bearer good-token'
    response.writeHead(request.url === '/me' ? (isIn ? 200 : 401) : 404).end('{}')
  })
  server.on('upgrade', (request, socket) => {
    const answer = request.url === '/ws' && accepts(request)
    if (answer === false) {
      socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n')
      return
    }
    const key = createHash('sha1').update(`${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64')
    socket.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${key}\r\n\r\n`)
    socket.on('error', () => undefined)
    if (answer === 'close') socket.end(Buffer.from([0x88, 0x02, 0x03, 0xf0]))
    else socket.write(Buffer.concat([Buffer.from([0x81, 5]), Buffer.from('hello')]))
  })
  return server
}

const isUser = ({ headers }: IncomingMessage): boolean =>
  (headers.cookie ?? '').includes('sid=good-session') || headers.authorization === 'Bearer good-token'
const isOwn = ({ headers }: IncomingMessage): boolean => headers.origin === `http://${headers.host}`
const COOKIE = [{ name: 'user', role: 'user' as const, headers: { Cookie: 'sid=good-session' } }]
const BEARER = [{ name: 'user', role: 'user' as const, headers: { Authorization: 'Bearer good-token' } }]

it.each([
  ['any origin with a cookie', isUser, COOKIE, 'fail', 'confirmed: GET /ws: a handshake from https://foreign.example'],
  ['own origins only', (request: IncomingMessage) => isUser(request) && isOwn(request), COOKIE, 'pass', ''],
  [
    'strangers are let go after the handshake',
    (request: IncomingMessage) => isUser(request) || ('close' as const),
    COOKIE,
    'fail',
    'foreign.example',
  ],
  ['a token that scripts send, whatever the origin', isUser, BEARER, 'pass', ''],
  ['a public socket', () => true, COOKIE, 'pass', ''],
  [
    'no token passes, a wrong one does not',
    (request: IncomingMessage) => isUser(request) || request.headers.authorization === undefined,
    BEARER,
    'fail',
    'a token of nobody is refused',
  ],
])('%s', async (_name, accepts, identities, outcome, text) => {
  const facts = await probeAt(socketServer(accepts), probeWebsocket, ['websocket'], { identities, operations: [operationOf('GET', '/me')] })
  const decided = liveOutcome('api.websocket-origin', facts)
  expect(decided.outcome, decided.text).toBe(outcome)
  expect(decided.text).toContain(text)
})

it('says that there is no socket', async () => {
  const facts = await probeAt(
    socketServer(() => false),
    probeWebsocket,
    ['websocket'],
  )
  expect(liveOutcome('api.websocket-origin', facts)).toMatchObject({
    outcome: 'not-verified',
    text: expect.stringContaining('none of 13 paths opens'),
  })
})

it.each([
  [Buffer.from([0x81]), [], false],
  [Buffer.from([0x81, 126, 0]), [], false],
  [Buffer.from([0x81, 127, 255, 255, 255, 255, 255, 255, 255, 255]), [], false],
  [Buffer.from([0x81, 2, 104, 105, 0x88, 0]), ['hi'], true],
])('reads frames as far as they are whole', (bytes, texts, hasClosed) => {
  expect(framesOf(bytes)).toEqual({ texts, hasClosed })
})

it.each<readonly [string, (request: IncomingMessage) => boolean, string]>([
  ['and the socket takes it from any origin', isUser, 'fail'],
  ['and the socket asks for the origin', (request) => isUser(request) && isOwn(request), 'pass'],
  ['and the socket takes the token alone', ({ headers }) => headers.authorization === 'Bearer good-token', 'pass'],
])('a login gives a token and a cookie, %s', async (_name, accepts, outcome) => {
  const server = socketServer(accepts)
  const [answer] = server.listeners('request') as ((request: unknown, response: unknown) => void)[]
  server.removeAllListeners('request')
  server.on('request', (request, response) => {
    if (request.method !== 'POST') return answer?.(request, response)
    const headers = { 'content-type': 'application/json', 'set-cookie': 'sid=good-session; Path=/' }
    response.writeHead(200, headers).end(request.url === '/login' ? '{"token":"good-token"}' : '{"id":1}')
  })
  const credentials = { type: 'object', properties: { email: { type: 'string' }, password: { type: 'string' } } }
  const facts = await probeAt(server, probeWebsocket, ['websocket'], {
    operations: [
      { ...operationOf('POST', '/register', credentials), purpose: 'register' },
      { ...operationOf('POST', '/login', credentials), purpose: 'login' },
      operationOf('GET', '/me'),
    ],
    registers: true,
  })
  const decided = liveOutcome('api.websocket-origin', facts)
  expect(decided.outcome, decided.text).toBe(outcome)
})
