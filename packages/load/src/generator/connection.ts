import { connect, isIP, type Socket } from 'node:net'
import type { Target } from '../http/request-template.ts'
import { COMPLETE, MALFORMED, NEED_MORE, ResponseParser } from '../http/response-parser.ts'
import { tls } from '../on-demand.ts'
import type { Carrier, CarrierOwner, Exchange } from './carrier.ts'
import { classOfFailure, type ErrorClass } from './error-class.ts'

export interface ConnectOptions {
  readonly target: Target
  readonly verifyCertificate: boolean
  readonly certificateAuthority: string | null
  readonly clientAddresses: number
  /** One buffer for all connections of a thread: it is read before the next one is filled. */
  readonly readBuffer: Buffer
}

/** A connection idle for longer may have been closed by the server while a request was on its way; such a request is sent once more. */
const STALE_AFTER_MS = 500

/** One keep-alive connection that carries one exchange at a time and opens its socket again when it must. */
export class Connection implements Carrier {
  readonly parser = new ResponseParser()
  readonly index: number
  exchange: Exchange | null = null
  intendedAt = 0
  sentAt = 0
  /** The part of the request's delay that is the generator's own. */
  lagMs = 0
  /** Since when it has been free to carry a request. */
  freeSince = 0
  /** State of whoever drives it: where in which scenario its user is. */
  scenario = 0
  step = 0
  user = 0
  issued = 0
  failuresInARow = 0
  opened = 0
  retried = 0
  discarded = 0

  readonly #options: ConnectOptions
  readonly #owner: CarrierOwner
  #socket: Socket | null = null
  #mayRetry = false

  constructor(index: number, options: ConnectOptions, owner: CarrierOwner) {
    this.index = index
    this.#options = options
    this.#owner = owner
  }

  get isOpen(): boolean {
    return this.#socket !== null
  }

  /** Connects ahead of the first request; resolves when it is settled either way. */
  open(): Promise<void> {
    return new Promise((resolve) => {
      const socket = this.#connect()
      socket.once(this.#options.target.secure ? 'secureConnect' : 'connect', () => resolve())
      socket.once('close', () => resolve())
    })
  }

  send(exchange: Exchange, intendedAt: number, now: number): void {
    this.exchange = exchange
    this.intendedAt = intendedAt
    this.sentAt = now
    this.parser.reset(exchange.withoutBody)
    this.#mayRetry = this.#socket !== null && exchange.idempotent && now - this.freeSince > STALE_AFTER_MS
    const socket = this.#socket ?? this.#connect()
    socket.write(exchange.bytes)
  }

  /** Drops the socket; whatever was under way is forgotten. */
  close(): void {
    const socket = this.#socket
    this.#socket = null
    this.exchange = null
    socket?.destroy()
  }

  #connect(): Socket {
    const { target, readBuffer, verifyCertificate, certificateAuthority } = this.#options
    const onread = {
      buffer: readBuffer,
      callback: (length: number): boolean => {
        if (this.#socket === socket) this.#read(readBuffer, length)
        return true
      },
    }
    const localAddress = this.#localAddress()
    const place = { host: target.host, port: target.port, onread, noDelay: true, ...(localAddress === null ? {} : { localAddress }) }
    const socket: Socket = target.secure
      ? tls().connect({
          ...place,
          rejectUnauthorized: verifyCertificate,
          ...(isIP(target.host) === 0 ? { servername: target.host } : {}),
          ...(certificateAuthority === null ? {} : { ca: certificateAuthority }),
        })
      : connect(place)
    this.#socket = socket
    socket.once(target.secure ? 'secureConnect' : 'connect', () => {
      this.opened++
    })
    socket.on('error', (error) => this.#lost(socket, classOfFailure(error)))
    socket.on('end', () => this.#lost(socket, 'closed'))
    socket.on('close', () => this.#lost(socket, 'closed'))
    return socket
  }

  /** Null leaves the choice to the system. */
  #localAddress(): string | null {
    const { target, clientAddresses } = this.#options
    if (clientAddresses < 2 || process.platform !== 'linux' || !/^127\.\d+\.\d+\.\d+$/.test(target.host)) return null
    return `127.0.2.${1 + (this.index % clientAddresses)}`
  }

  #read(bytes: Buffer, length: number): void {
    const now = performance.now() // first of all: reading and counting the answer is no delay of the service
    const exchange = this.exchange
    if (exchange === null) {
      // nothing was asked: the server says goodbye (408) or lost count; either way the next answer could not be trusted
      this.discarded++
      this.close()
      return
    }
    const outcome = this.parser.execute(bytes, 0, length)
    if (outcome === NEED_MORE) return
    if (outcome === MALFORMED) {
      this.close()
      this.#owner.failed(this, exchange, 'malformed', now)
      return
    }
    const leftOver = this.parser.position < length
    this.exchange = null
    if (leftOver) this.discarded++
    if (leftOver || !this.parser.keepAlive) this.close()
    this.#owner.answered(this, exchange, now)
  }

  #lost(socket: Socket, failure: ErrorClass): void {
    if (this.#socket !== socket) return
    this.#socket = null
    socket.destroy()
    const { exchange } = this
    if (exchange === null) return
    this.exchange = null
    const now = performance.now()
    if (failure === 'closed' && this.parser.finish() === COMPLETE) this.#owner.answered(this, exchange, now)
    else if (this.#mayRetry && !this.parser.started) this.#retry(exchange)
    else this.#owner.failed(this, exchange, failure, now)
  }

  #retry(exchange: Exchange): void {
    this.retried++
    this.#mayRetry = false
    this.exchange = exchange
    this.#connect().write(exchange.bytes)
  }
}
