import type { ClientHttp2Session, ClientHttp2Stream } from 'node:http2'
import { http2 } from '../on-demand.ts'
import type { Carrier, CarrierOwner, Exchange, Http2Message } from './carrier.ts'
import type { ConnectOptions } from './connection.ts'
import { classOfFailure, type ErrorClass } from './error-class.ts'

/** Streams at a time that servers commonly allow in one session (RFC 9113, 6.5.2, advises no less). */
const STREAMS_PER_SESSION = 100

/** The sessions of a thread: its carriers share them, a hundred each. */
export class Http2Sessions {
  readonly #options: ConnectOptions
  readonly #sessions: (ClientHttp2Session | undefined)[] = []

  constructor(options: ConnectOptions) {
    this.#options = options
  }

  /** The session of a carrier, opened anew when it is over; `onOpen` when this call opened it. */
  of(position: number, onOpen: () => void): ClientHttp2Session {
    const place = Math.floor(position / STREAMS_PER_SESSION)
    const there = this.#sessions[place]
    if (there !== undefined && !there.closed && !there.destroyed) return there
    const { target, verifyCertificate, certificateAuthority } = this.#options
    const session = http2().connect(`${target.secure ? 'https' : 'http'}://${target.authority}`, {
      rejectUnauthorized: verifyCertificate,
      ...(certificateAuthority === null ? {} : { ca: certificateAuthority }),
    })
    session.setMaxListeners(0) // each of its carriers waits for it
    session.on('error', () => session.destroy()) // told to each stream as its own error
    session.once('connect', onOpen)
    this.#sessions[place] = session
    return session
  }

  close(): void {
    for (const session of this.#sessions) session?.destroy()
    this.#sessions.length = 0
  }
}

/** Carries one exchange at a time as a stream of a shared HTTP/2 session, through Node's own client: slower than HTTP/1.1 here. */
export class Http2Carrier implements Carrier {
  readonly index: number
  readonly parser = { status: 0, bodyBytes: 0 }
  exchange: Exchange | null = null
  intendedAt = 0
  sentAt = 0
  lagMs = 0
  freeSince = 0
  scenario = 0
  step = 0
  user = 0
  issued = 0
  failuresInARow = 0
  opened = 0
  retried = 0
  discarded = 0
  isOpen = false

  readonly #position: number
  readonly #sessions: Http2Sessions
  readonly #owner: CarrierOwner
  #stream: ClientHttp2Stream | null = null

  /** `position` among the carriers of its thread decides its session. */
  constructor(index: number, position: number, sessions: Http2Sessions, owner: CarrierOwner) {
    this.index = index
    this.#position = position
    this.#sessions = sessions
    this.#owner = owner
  }

  open(): Promise<void> {
    const session = this.#session()
    return new Promise((resolve) => {
      const settle = (isOpen: boolean) => () => {
        this.isOpen = isOpen
        resolve()
      }
      if (!session.connecting) return settle(!session.destroyed)()
      session.once('connect', settle(true))
      session.once('close', settle(false))
    })
  }

  send(exchange: Exchange, intendedAt: number, now: number): void {
    this.exchange = exchange
    this.intendedAt = intendedAt
    this.sentAt = now
    this.parser.status = 0
    this.parser.bodyBytes = 0
    try {
      this.#carry(exchange.message ?? { headers: {}, body: null })
    } catch (error) {
      // the session ended meanwhile, or the headers are none that HTTP/2 can carry
      const failure = error instanceof Error ? classOfFailure(error) : 'connection'
      setImmediate(() => this.#end(null, failure))
    }
  }

  close(): void {
    const stream = this.#stream
    this.#stream = null
    this.exchange = null
    stream?.close(http2().constants.NGHTTP2_CANCEL)
  }

  #carry({ headers, body }: Http2Message): void {
    const stream = this.#session().request(headers, { endStream: body === null })
    this.#stream = stream
    let failure: ErrorClass | null = null
    stream.on('response', (answer) => {
      if (this.#stream === stream) this.parser.status = answer[':status'] ?? 0
    })
    stream.on('data', (chunk: Buffer) => {
      if (this.#stream === stream) this.parser.bodyBytes += chunk.length
    })
    stream.on('error', (error) => {
      failure = classOfFailure(error)
    })
    stream.on('aborted', () => {
      failure ??= 'reset'
    })
    stream.on('close', () => {
      const isReset = stream.rstCode !== http2().constants.NGHTTP2_NO_ERROR
      this.#end(stream, failure ?? (isReset ? 'reset' : this.parser.status === 0 ? 'closed' : null))
    })
    if (body !== null) stream.end(body)
  }

  #end(stream: ClientHttp2Stream | null, failure: ErrorClass | null): void {
    const { exchange } = this
    if (this.#stream !== stream && stream !== null) return
    this.#stream = null
    if (exchange === null) return
    this.exchange = null
    const now = performance.now()
    if (failure === null) this.#owner.answered(this, exchange, now)
    else this.#owner.failed(this, exchange, failure, now)
  }

  #session(): ClientHttp2Session {
    return this.#sessions.of(this.#position, () => {
      this.opened++
    })
  }
}
