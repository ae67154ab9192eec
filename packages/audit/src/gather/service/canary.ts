import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Listens on this machine for requests that the service should not send. */
export class Canary {
  readonly baseUrl: string
  private readonly server: Server
  private readonly hits: string[] = []

  private constructor(server: Server) {
    this.server = server
    this.baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    server.on('request', (request, response) => {
      if (this.hits.length < 1000) this.hits.push(`${request.method} ${request.url} ${request.headers['user-agent'] ?? ''}`)
      const redirect = /\/redirect\/(\w+)/.exec(request.url ?? '')?.[1]
      if (redirect !== undefined) response.writeHead(302, { location: `${this.baseUrl}/${redirect}-followed` }).end()
      else response.writeHead(200, { 'content-type': 'text/plain' }).end(`canary ${(request.url ?? '').slice(1, 60)}`)
    })
  }

  static async open(): Promise<Canary> {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    server.unref()
    return new Canary(server)
  }

  /** First request whose address holds the word; waits a little for it. */
  async hitBy(word: string, waitMs: number): Promise<string | null> {
    const deadline = Date.now() + waitMs
    for (;;) {
      const hit = this.hits.find((line) => line.includes(word))
      if (hit !== undefined) return hit
      if (Date.now() >= deadline) return null
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }

  async close(): Promise<void> {
    this.server.closeAllConnections()
    await new Promise((resolve) => this.server.close(resolve))
  }
}
