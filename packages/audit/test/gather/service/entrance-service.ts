import { createHash, randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Asked {
  readonly method: string
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly fields: Record<string, unknown>
  readonly cookies: Record<string, string>
}

export interface Answered {
  readonly status: number
  readonly body?: unknown
  readonly headers?: Record<string, string | readonly string[]>
}

/** How one service lets people in: its own paths, fields and tokens. */
export type Entrance = (asked: Asked, users: Users) => Answered | null

/** The users of one service. */
export class Users {
  readonly byName = new Map<string, { readonly password: string; readonly name: string }>()
  readonly tokens = new Map<string, { readonly name: string; left: number }>()
  /** Uses that a token has before it is over. */
  uses = Number.POSITIVE_INFINITY

  add(name: unknown, password: unknown): boolean {
    if (typeof name !== 'string' || typeof password !== 'string' || name === '' || this.byName.has(name)) return false
    this.byName.set(name, { name, password })
    return true
  }

  token(name: unknown, password: unknown): string | null {
    if (typeof name !== 'string' || !this.byName.has(name) || this.byName.get(name)?.password !== password) return null
    const token = createHash('sha256').update(randomBytes(16)).digest('hex')
    this.tokens.set(token, { name, left: this.uses })
    return token
  }

  who(token: string | undefined): string | null {
    const known = this.tokens.get(token ?? '')
    if (known === undefined || known.left <= 0) return null
    known.left -= 1
    return known.name
  }
}

export interface EntranceService {
  readonly baseUrl: string
  readonly users: Users
  readonly asked: readonly Asked[]
  close(): Promise<void>
}

/** Serves an entrance; whatever it does not answer is not found. */
export async function serveEntrance(entrance: Entrance): Promise<EntranceService> {
  const users = new Users()
  const asked: Asked[] = []
  const server = createServer((request, response) => {
    void read(request).then((one) => {
      asked.push(one)
      send(response, entrance(one, users) ?? { status: 404, body: { error: 'Not found' } })
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    users,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

async function read(request: IncomingMessage): Promise<Asked> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const text = Buffer.concat(chunks).toString('utf8')
  const type = request.headers['content-type'] ?? ''
  let fields: Record<string, unknown> = {}
  if (type.includes('urlencoded')) fields = Object.fromEntries(new URLSearchParams(text))
  else if (type.includes('json')) {
    try {
      fields = JSON.parse(text) as Record<string, unknown>
    } catch {
      fields = {}
    }
  }
  const cookies = Object.fromEntries(
    (request.headers.cookie ?? '')
      .split(';')
      .map((pair) => pair.trim().split('='))
      .map(([name, value]): [string, string] => [name ?? '', value ?? '']),
  )
  return { method: request.method ?? '', path: (request.url ?? '').split('?')[0] ?? '', headers: request.headers, fields, cookies }
}

function send(response: ServerResponse, { status, body, headers }: Answered): void {
  const isText = typeof body === 'string'
  response.writeHead(status, { 'content-type': isText ? 'text/html' : 'application/json', ...(headers as Record<string, string>) })
  response.end(body === undefined ? '' : isText ? body : JSON.stringify(body))
}
