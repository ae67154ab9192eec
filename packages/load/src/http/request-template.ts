import { isIP } from 'node:net'
import { LoadError } from '../errors.ts'

/** One request as the caller writes it. Header names are sent as written. */
export interface LoadRequest {
  /** Names the request in results; default `METHOD path`. */
  readonly name?: string
  /** Default GET. */
  readonly method?: string
  /** Path with query, from the root of the host. */
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
  /** Pause of the user after the answer, in milliseconds. Default 0. */
  readonly thinkTimeMs?: number
  /** Statuses that are no error. Default: everything under 400. */
  readonly expectedStatuses?: readonly number[]
}

export interface Target {
  readonly secure: boolean
  /** Name or address to connect to, an IPv6 address without its brackets. */
  readonly host: string
  readonly port: number
  /** Value of the Host header. */
  readonly authority: string
}

const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/

/** The place to connect to. Throws LoadError('TARGET_INVALID') for anything but an http(s) address. */
export function parseTarget(address: string): Target & { readonly path: string } {
  const url = URL.canParse(address) ? new URL(address) : null
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    throw new LoadError('TARGET_INVALID', `"${address}" is not an address to load. Write it as http://127.0.0.1:3000/path.`)
  }
  const secure = url.protocol === 'https:'
  const port = url.port === '' ? (secure ? 443 : 80) : Number(url.port)
  return { secure, host: url.hostname.replace(/^\[|\]$/g, ''), port, authority: url.host, path: url.pathname + url.search }
}

/** Whether an address stays on this machine. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost') || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host)
}

/** Whether a host is written as an address: no name can then be asked for in TLS. */
export function isIpAddress(host: string): boolean {
  return isIP(host) !== 0
}

/** The bytes of a request, written once and sent as often as needed. Throws LoadError('USAGE') for what HTTP cannot carry. */
export function serializeRequest(target: Target, request: LoadRequest, extraHeaders: Readonly<Record<string, string>> = {}): Buffer {
  const method = request.method ?? 'GET'
  if (!TOKEN.test(method)) throw new LoadError('USAGE', `"${method}" is not an HTTP method.`)
  const headers = new Map<string, [name: string, value: string]>()
  for (const [name, value] of [...Object.entries(request.headers ?? {}), ...Object.entries(extraHeaders)]) {
    checkHeader(name, value)
    headers.set(name.toLowerCase(), [name, value])
  }
  const body = request.body === undefined ? null : Buffer.from(request.body)
  headers.delete('transfer-encoding')
  headers.delete('content-length')
  if (body !== null || method === 'POST' || method === 'PUT' || method === 'PATCH') {
    headers.set('content-length', ['Content-Length', String(body?.length ?? 0)])
  }
  if (!headers.has('host')) headers.set('host', ['Host', target.authority])
  if (!headers.has('accept')) headers.set('accept', ['Accept', '*/*'])
  if (!headers.has('user-agent')) headers.set('user-agent', ['User-Agent', 'assay-load'])
  const lines = [...headers.values()].map(([name, value]) => `${name}: ${value}\r\n`).join('')
  const head = Buffer.from(`${method} ${requestTarget(request.path)} HTTP/1.1\r\n${lines}\r\n`, 'latin1')
  return body === null ? head : Buffer.concat([head, body])
}

/** Headers that belong to one connection have no place in HTTP/2 (RFC 9113, 8.2.2). */
const OF_ONE_CONNECTION = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'transfer-encoding',
  'upgrade',
  'host',
  'content-length',
])

/** The same request for HTTP/2. What `serializeRequest` refuses has been refused. */
export function http2Message(
  target: Target,
  request: LoadRequest,
  extraHeaders: Readonly<Record<string, string>> = {},
): { headers: Record<string, string>; body: Buffer | null } {
  const headers: Record<string, string> = { accept: '*/*', 'user-agent': 'assay-load' }
  for (const [name, value] of [...Object.entries(request.headers ?? {}), ...Object.entries(extraHeaders)])
    if (!OF_ONE_CONNECTION.has(name.toLowerCase())) headers[name.toLowerCase()] = value
  headers[':method'] = request.method ?? 'GET'
  headers[':path'] = requestTarget(request.path)
  headers[':scheme'] = target.secure ? 'https' : 'http'
  headers[':authority'] = target.authority
  return { headers, body: request.body === undefined ? null : Buffer.from(request.body) }
}

export function nameOf(request: LoadRequest): string {
  return request.name ?? `${request.method ?? 'GET'} ${request.path}`
}

function checkHeader(name: string, value: string): void {
  if (!TOKEN.test(name)) throw new LoadError('USAGE', `"${name}" is not a header name.`)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what must not be sent
  if (/[\u0000-\u0008\u000a-\u001f\u007f]/.test(value))
    throw new LoadError('USAGE', `The value of header "${name}" holds a control character.`)
}

/** The path with everything escaped that a request line cannot hold, so that it never leaves its host or its line. */
function requestTarget(path: string): string {
  const rooted = path.startsWith('/') ? path : `/${path}`
  return rooted
    .replace(/#.*$/s, '')
    .replace(/[^\x21-\x7e]/gu, (character) => encodeURIComponent(character.isWellFormed() ? character : '\ufffd'))
}
