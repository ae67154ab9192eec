import { createServer, type Http2Server, type ServerHttp2Stream } from 'node:http2'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { runLoad } from '../../src/index.ts'
import { closedPort, httpServer } from '../servers.ts'

/** HTTP/2 without TLS, as services behind a proxy speak it. */
async function http2Server(
  onStream: (stream: ServerHttp2Stream, headers: Readonly<Record<string, unknown>>) => void,
): Promise<{ url: string; server: Http2Server; sessions: () => number }> {
  const server = createServer()
  let sessions = 0
  server.on('session', (session) => {
    sessions++
    onTestFinished(() => session.destroy())
  })
  server.on('stream', (stream, headers) => {
    stream.on('error', () => {})
    onStream(stream, headers)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, server, sessions: () => sessions }
}

const answer = (stream: ServerHttp2Stream, status = 200) => {
  stream.respond({ ':status': status })
  stream.end('hello')
}

describe('HTTP/2', () => {
  it('makes exactly the requests that were asked for, over one session', async () => {
    const { url, sessions } = await http2Server((stream) => answer(stream))
    const result = await runLoad({ url, http2: true, connections: 20, maxRequests: 300 })
    expect(result).toMatchObject({
      requests: 300,
      errors: 0,
      statuses: { 200: 300 },
      bodyBytes: 1500,
      connections: { opened: 1, failedToOpen: 0 },
    })
    expect(result.notes.join()).toMatch(/HTTP\/2/)
    expect(sessions()).toBe(1)
  })

  it('sends method, path, headers of users and bodies', async () => {
    const seen = new Set<string>()
    const { url } = await http2Server((stream, headers) => {
      let body = ''
      stream.setEncoding('utf8').on('data', (chunk) => {
        body += chunk
      })
      stream.on('end', () => {
        seen.add(`${headers[':method']} ${headers[':path']} ${headers['x-user']} ${headers.connection} ${body}`)
        answer(stream, 201)
      })
    })
    const result = await runLoad({
      url: `${url}orders?x=1`,
      http2: true,
      method: 'POST',
      body: '{"a":1}',
      headers: { Connection: 'keep-alive' },
      users: [{ headers: { 'X-User': 'a' } }, { headers: { 'X-User': 'b' } }],
      connections: 2,
      maxRequests: 6,
    })
    expect(result.statuses).toEqual({ 201: 6 })
    expect(seen).toEqual(new Set(['POST /orders?x=1 a undefined {"a":1}', 'POST /orders?x=1 b undefined {"a":1}']))
  })

  it('keeps an open model, and threads', async () => {
    const { url } = await http2Server((stream) => answer(stream))
    const result = await runLoad({
      url,
      http2: true,
      threads: 2,
      connections: 8,
      model: { kind: 'constant', ratePerSecond: 200 },
      durationMs: 500,
    })
    expect(result).toMatchObject({ requests: 100, errors: 0, statuses: { 200: 100 } })
  })

  it.each<[string, (stream: ServerHttp2Stream) => void, string]>([
    ['a stream that is reset', (stream) => stream.close(2), 'reset'],
    ['a session that ends', (stream) => stream.session?.destroy(), 'closed|reset|connection'],
    ['a server error', (stream) => answer(stream, 503), '5xx'],
  ])('counts %s', async (_, onStream, expected) => {
    const { url } = await http2Server(onStream)
    const result = await runLoad({ url, http2: true, connections: 2, maxRequests: 6 })
    expect(result).toMatchObject({ requests: 6, errors: 6 })
    expect(Object.keys(result.errorClasses).join()).toMatch(new RegExp(`^(${expected})`))
  })

  it('gives up what is never answered', async () => {
    const { url } = await http2Server(() => {})
    const result = await runLoad({ url, http2: true, connections: 3, maxRequests: 3, timeoutMs: 100 })
    expect(result).toMatchObject({ requests: 3, errorClasses: { timeout: 3 } })
  })

  it('ends on a closed port and on a server that speaks HTTP/1.1 only', async () => {
    const closed = await runLoad({ url: `http://127.0.0.1:${await closedPort()}/`, http2: true, connections: 2, maxRequests: 4 })
    expect(closed).toMatchObject({ requests: 4, errors: 4, connections: { opened: 0 } })
    const { url } = await httpServer((_, response) => void response.end())
    const old = await runLoad({ url, http2: true, connections: 2, maxRequests: 4 })
    expect(old).toMatchObject({ requests: 4, errors: 4, statuses: {} })
  })
})
