import type { ErrorClass } from './error-class.ts'

/** One request as it is sent, and what must be known to count its answer. */
export interface Exchange {
  /** As HTTP/1.1 has it on the wire. */
  readonly bytes: Buffer
  /** As HTTP/2 has it; null in an HTTP/1.1 run. */
  readonly message: Http2Message | null
  readonly withoutBody: boolean
  /** Whether sending it twice does no harm (RFC 9110, 9.2.2). */
  readonly idempotent: boolean
  readonly thinkTimeMs: number
  readonly expectedStatuses: readonly number[] | null
  /** Position in the run's list of requests. */
  readonly requestIndex: number
}

export interface Http2Message {
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer | null
}

/** What carries one exchange at a time: a connection of HTTP/1.1, or a stream at a time of an HTTP/2 session. */
export interface Carrier {
  readonly index: number
  /** Of the last answer. */
  readonly parser: { readonly status: number; readonly bodyBytes: number }
  exchange: Exchange | null
  intendedAt: number
  sentAt: number
  /** The part of the request's delay that is the generator's own. */
  lagMs: number
  /** Since when it has been free to carry a request. */
  freeSince: number
  /** State of whoever drives it: where in which scenario its user is. */
  scenario: number
  step: number
  user: number
  issued: number
  failuresInARow: number
  opened: number
  retried: number
  discarded: number
  readonly isOpen: boolean
  /** Connects ahead of the first request; resolves when it is settled either way. */
  open(): Promise<void>
  send(exchange: Exchange, intendedAt: number, now: number): void
  /** Drops what is under way. */
  close(): void
}

/** What a carrier tells whoever drives it. Called from the event loop, never from within `send`. */
export interface CarrierOwner {
  answered(carrier: Carrier, exchange: Exchange, now: number): void
  failed(carrier: Carrier, exchange: Exchange, failure: ErrorClass, now: number): void
}
