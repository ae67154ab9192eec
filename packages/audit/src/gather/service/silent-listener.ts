import { createServer, type Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

interface Held {
  readonly word: string
  readonly since: number
  /** When the other side gave up; null while it waits. */
  endedAt: number | null
}

/** Listens on this machine, takes every request and never answers. */
export class SilentListener {
  readonly baseUrl: string
  private readonly server: Server
  private readonly sockets = new Set<Socket>()
  private readonly held: Held[] = []

  private constructor(server: Server) {
    this.server = server
    this.baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    server.on('connection', (socket: Socket) => this.sockets.add(socket))
    server.on('request', (request) => {
      const one: Held = { word: request.url ?? '', since: performance.now(), endedAt: null }
      if (this.held.length < 200) this.held.push(one)
      request.socket.once('close', () => {
        one.endedAt = performance.now()
      })
    })
  }

  static async open(): Promise<SilentListener> {
    const server = createServer({ requestTimeout: 0, headersTimeout: 0 })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    server.unref()
    return new SilentListener(server)
  }

  /** For how many milliseconds each request that named the word was kept waiting, and how many still are. */
  waits(word: string): { readonly milliseconds: readonly number[]; readonly waiting: number } {
    const own = this.held.filter((one) => one.word.includes(word))
    return {
      milliseconds: own.map(({ since, endedAt }) => Math.round((endedAt ?? performance.now()) - since)),
      waiting: own.filter(({ endedAt }) => endedAt === null).length,
    }
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy()
    await new Promise((resolve) => this.server.close(resolve))
  }
}
