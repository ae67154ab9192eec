import { connect, createServer, type Server, type Socket } from 'node:net'
import type { DependencyFault } from '../../model/facts/drills.ts'

/** A dependency's address, as a setting of the service names it. */
export interface Upstream {
  readonly host: string
  readonly port: number
}

export type RelayState = 'open' | DependencyFault

/** Stands between a service and one of its dependencies on loopback, passes bytes on, and misbehaves when told to. */
export class Relay {
  /** Port on 127.0.0.1. */
  readonly port: number
  /** Connections that the service has opened so far. */
  connections = 0
  /** Connections and pieces of data that came from the service so far. */
  asked = 0
  readonly #server: Server
  readonly #pairs = new Set<Pair>()
  readonly #upstream: Upstream
  #state: RelayState = 'open'
  #latencyMs = 0

  private constructor(server: Server, port: number, upstream: Upstream) {
    this.#server = server
    this.port = port
    this.#upstream = upstream
    server.on('connection', (socket) => this.#accept(socket))
  }

  static async open(upstream: Upstream): Promise<Relay> {
    const server = createServer({ pauseOnConnect: true })
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve))
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('a relay has no port')
    return new Relay(server, address.port, upstream)
  }

  /** Passes everything on again; connections that were held speechless are reset, since their bytes are lost. */
  heal(): void {
    const wasSilent = this.#state === 'blackhole'
    this.#state = 'open'
    this.#latencyMs = 0
    if (wasSilent) this.#resetAll()
  }

  /** Every piece of data comes this much later, in both directions. */
  delay(latencyMs: number): void {
    this.#state = 'latency'
    this.#latencyMs = latencyMs
  }

  /** Open connections are reset, new ones at once. */
  reset(): void {
    this.#state = 'reset'
    this.#resetAll()
  }

  /** Connections stay open and are accepted, and nothing ever comes through. */
  blackhole(): void {
    this.#state = 'blackhole'
  }

  async close(): Promise<void> {
    this.#resetAll()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  #accept(service: Socket): void {
    this.connections++
    this.asked++
    service.on('error', () => undefined)
    if (this.#state === 'reset') {
      service.resetAndDestroy()
      return
    }
    const dependency = connect({ ...this.#upstream })
    const pair: Pair = { service, dependency }
    this.#pairs.add(pair)
    service.on('data', () => {
      this.asked++
    })
    this.#pass(service, dependency)
    this.#pass(dependency, service)
    const end = (): void => {
      this.#pairs.delete(pair)
      service.destroy()
      dependency.destroy()
    }
    dependency.on('error', () => {
      this.#pairs.delete(pair)
      service.resetAndDestroy()
    })
    service.on('close', end)
    dependency.on('close', end)
    service.resume()
  }

  #pass(from: Socket, to: Socket): void {
    from.on('data', (piece) => {
      if (this.#state === 'blackhole') return
      if (this.#latencyMs === 0) write(from, to, piece)
      else setTimeout(() => write(from, to, piece), this.#latencyMs)
    })
    from.on('end', () => {
      if (this.#state !== 'blackhole') setTimeout(() => to.end(), this.#latencyMs)
    })
  }

  #resetAll(): void {
    for (const { service, dependency } of this.#pairs) {
      service.resetAndDestroy()
      dependency.destroy()
    }
    this.#pairs.clear()
  }
}

interface Pair {
  readonly service: Socket
  readonly dependency: Socket
}

/** One side must not fill our memory faster than the other reads. */
function write(from: Socket, to: Socket, piece: Buffer): void {
  if (to.destroyed || to.write(piece)) return
  from.pause()
  to.once('drain', () => from.resume())
}
