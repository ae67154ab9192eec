import { randomBytes } from 'node:crypto'
import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import type { Socket } from 'node:net'
import type { Exchange } from '../../model/evidence.ts'
import type { ServiceClient } from './client.ts'

export interface HandshakeOptions {
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly identity: string
}

export interface Handshake {
  /** 101 when the socket was opened. */
  readonly status: number
  /** Texts that the service sent on the opened socket. */
  readonly texts: readonly string[]
  /** Whether the service closed the socket while it was watched. */
  readonly isClosed: boolean
  readonly exchange: Exchange
}

const DEADLINE_MS = 4000
/** How long an opened socket is watched for what the service says. */
const LISTEN_MS = 350
const GREETINGS = ['{"type":"ping"}', 'assay']

/** Opens a WebSocket, says two harmless things, and tells what came back. */
export async function shakeHands(client: ServiceClient, { path, headers, identity }: HandshakeOptions): Promise<Handshake> {
  client.assertMayGoOn()
  const started = performance.now()
  const sent = {
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': randomBytes(16).toString('base64'),
    ...headers,
  }
  const answer = await new Promise<
    Omit<Handshake, 'exchange'> & { readonly headers: readonly (readonly [string, string])[]; readonly error: string }
  >((resolve) => {
    const url = new URL(path, client.base)
    const ask = url.protocol === 'https:' ? requestHttps : requestHttp
    const request = ask(url, { headers: sent, rejectUnauthorized: false, timeout: DEADLINE_MS, agent: false })
    const nothing = { status: 0, texts: [], isClosed: true, headers: [] }
    request.once('error', (error) => resolve({ ...nothing, error: (error as NodeJS.ErrnoException).code ?? 'BAD_RESPONSE' }))
    request.once('timeout', () => request.destroy(Object.assign(new Error('timeout'), { code: 'TIMEOUT' })))
    request.once('response', (response) => {
      response.resume()
      request.destroy()
      resolve({ ...nothing, status: response.statusCode ?? 0, headers: pairs(response.rawHeaders), error: '' })
    })
    request.once('upgrade', (response, socket, head) => {
      void listen(socket as Socket, head).then((heard) =>
        resolve({ status: response.statusCode ?? 0, ...heard, headers: pairs(response.rawHeaders), error: '' }),
      )
    })
    request.end()
  })
  const { headers: received, error, ...rest } = answer
  const exchange: Exchange = {
    id: `x${client.requests + 1}`,
    method: 'GET',
    url: client.masking.url(client.base.origin + path),
    requestHeaders: Object.entries(sent).map(([name, value]) => [name, client.masking.header(name, value)] as const),
    requestBody: '',
    status: answer.status,
    responseHeaders: received.map(([name, value]) => [name, client.masking.header(name, value)] as const),
    responseBody: client.masking.body(answer.texts.join('\n')),
    responseBytes: answer.texts.join('').length,
    durationMs: Math.round(performance.now() - started),
    identity,
    error,
  }
  client.record(exchange)
  return { ...rest, exchange }
}

function listen(socket: Socket, head: Buffer): Promise<{ readonly texts: readonly string[]; readonly isClosed: boolean }> {
  return new Promise((resolve) => {
    let received = Buffer.from(head)
    let isClosed = false
    const end = (): void => {
      clearTimeout(timer)
      socket.destroy()
      const { texts, hasClosed } = framesOf(received)
      resolve({ texts, isClosed: isClosed || hasClosed })
    }
    const timer = setTimeout(end, LISTEN_MS)
    socket.on('error', () => undefined)
    socket.on('data', (chunk: Buffer) => {
      if (received.length < 200_000) received = Buffer.concat([received, chunk])
    })
    socket.once('close', () => {
      isClosed = true
      end()
    })
    for (const greeting of GREETINGS) socket.write(textFrame(greeting))
  })
}

/** Unmasked frames of a server, as far as they are whole. */
export function framesOf(bytes: Buffer): { readonly texts: readonly string[]; readonly hasClosed: boolean } {
  const texts: string[] = []
  let at = 0
  while (at + 2 <= bytes.length && texts.length < 50) {
    const opcode = (bytes[at] ?? 0) & 0x0f
    let length = (bytes[at + 1] ?? 0) & 0x7f
    let start = at + 2
    if (length === 126) {
      if (start + 2 > bytes.length) break
      length = bytes.readUInt16BE(start)
      start += 2
    } else if (length === 127) {
      if (start + 8 > bytes.length) break
      length = Number(bytes.readBigUInt64BE(start))
      start += 8
    }
    if (opcode === 8) return { texts, hasClosed: true }
    if (start + length > bytes.length) break
    if (opcode === 1 || opcode === 2) texts.push(bytes.subarray(start, start + length).toString('utf8'))
    at = start + length
  }
  return { texts, hasClosed: false }
}

/** A masked text of fewer than 126 bytes. */
function textFrame(text: string): Buffer {
  const payload = Buffer.from(text)
  const mask = randomBytes(4)
  const masked = payload.map((byte, index) => byte ^ (mask[index % 4] ?? 0))
  return Buffer.concat([Buffer.from([0x81, 0x80 | payload.length]), mask, masked])
}

function pairs(raw: readonly string[]): readonly (readonly [string, string])[] {
  return Array.from({ length: Math.floor(raw.length / 2) }, (_value, index) => [raw[index * 2] ?? '', raw[index * 2 + 1] ?? ''] as const)
}
