import { connect, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import type { Exchange } from '../../model/evidence.ts'
import type { ServiceClient } from './client.ts'

const MOST_BYTES = 65_536

/** A connection to the service on which bytes go out as they are. */
export function openSocket({ base }: ServiceClient): Socket {
  const port = Number(base.port || (base.protocol === 'https:' ? 443 : 80))
  const options = { host: base.hostname.replace(/^\[|\]$/g, ''), port }
  const socket = base.protocol === 'https:' ? connectTls({ ...options, rejectUnauthorized: false }) : connect(options)
  socket.on('error', () => undefined)
  return socket
}

/** What came back to bytes that were sent as they are, and whether the service closed the connection. */
export interface RawAnswer {
  readonly text: string
  readonly isClosed: boolean
  readonly durationMs: number
}

/** Sends bytes as they are and returns what comes back until the service closes or the time is over. */
export function sendRaw(client: ServiceClient, text: string, timeoutMs = 2000): Promise<RawAnswer> {
  client.assertMayGoOn()
  client.requests += 1
  const started = performance.now()
  return new Promise((resolve) => {
    let received = ''
    const socket = openSocket(client)
    const end = (isClosed: boolean): void => {
      clearTimeout(timer)
      socket.destroy()
      resolve({ text: received, isClosed, durationMs: Math.round(performance.now() - started) })
    }
    const timer = setTimeout(() => end(false), timeoutMs)
    socket.on('data', (chunk: Buffer) => {
      received += chunk.toString('latin1')
      if (received.length > MOST_BYTES) end(false)
    })
    socket.once('end', () => end(true)).once('close', () => end(true))
    socket.write(text, 'latin1')
  })
}

/** Status of a raw answer; 0 when it is none of HTTP. */
export function statusOf(text: string): number {
  return Number(/^HTTP\/1\.[01] (\d{3})/.exec(text)?.[1] ?? 0)
}

/** A raw exchange as evidence, masked. */
export function rawExchange(client: ServiceClient, sent: string, answer: RawAnswer, identity = 'anonymous'): Exchange {
  const [line = '', ...rest] = sent.split('\r\n')
  const [method = '', path = ''] = line.split(' ')
  const end = rest.indexOf('')
  const lines = end < 0 ? rest : rest.slice(0, end)
  const [head = '', body = ''] = splitOnce(answer.text, '\r\n\r\n')
  return {
    id: `x${client.requests}`,
    method,
    url: client.masking.url(client.base.origin + path),
    requestHeaders: headersOf(client, lines),
    requestBody: client.masking.body(end < 0 ? '' : rest.slice(end + 1).join('\r\n')),
    status: statusOf(answer.text),
    responseHeaders: headersOf(client, head.split('\r\n').slice(1)),
    responseBody: client.masking.body(body),
    responseBytes: answer.text.length,
    durationMs: answer.durationMs,
    identity,
    error: answer.text === '' ? (answer.isClosed ? 'CLOSED' : 'TIMEOUT') : '',
  }
}

function headersOf(client: ServiceClient, lines: readonly string[]): readonly (readonly [string, string])[] {
  return lines
    .filter((line) => line.includes(':'))
    .map((line) => {
      const [name = '', value = ''] = splitOnce(line, ':')
      return [name, client.masking.header(name, value.trim())] as const
    })
}

function splitOnce(text: string, by: string): readonly [string, string] {
  const at = text.indexOf(by)
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + by.length)]
}
