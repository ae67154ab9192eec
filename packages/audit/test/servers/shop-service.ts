import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

/** What a handler is given of a request. */
export interface ShopRequest {
  readonly path: string
  readonly query: URLSearchParams
  readonly ids: readonly string[]
  readonly body: Readonly<Record<string, unknown>>
}

export type ShopHandler = (request: ShopRequest) => Promise<unknown>

export interface ShopService {
  readonly baseUrl: string
  readonly stop: () => Promise<void>
}

/** A small HTTP service: handlers by `METHOD /path`, `{}` standing for an id; null answers 404, a thrown error 500. */
export async function startShop(handlers: Readonly<Record<string, ShopHandler>>): Promise<ShopService> {
  const server = createServer((request, response) => {
    void answer(handlers, request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return {
    baseUrl: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

async function answer(handlers: Readonly<Record<string, ShopHandler>>, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const send = (status: number, value: unknown): void => {
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(JSON.stringify(value))
  }
  try {
    const url = new URL(request.url ?? '/', 'http://shop')
    for (const [key, handler] of Object.entries(handlers)) {
      const [method = '', template = ''] = key.split(' ')
      const match = new RegExp(`^${template.replaceAll('{}', '([^/]+)')}$`).exec(url.pathname)
      if (match === null || method !== request.method) continue
      const result = await handler({ path: url.pathname, query: url.searchParams, ids: match.slice(1), body: await bodyOf(request) })
      send(result === null ? 404 : 200, result ?? { error: 'not found' })
      return
    }
    send(404, { error: 'no such path' })
  } catch (error) {
    send(500, { error: error instanceof Error ? error.message : 'failed' })
  }
}

async function bodyOf(request: IncomingMessage): Promise<Readonly<Record<string, unknown>>> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  if (chunks.length === 0) return {}
  const value: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'))
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {}
}
