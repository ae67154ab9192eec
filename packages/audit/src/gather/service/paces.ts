import { setTimeout as sleep } from 'node:timers/promises'
import { headerOf, type Reply } from './reply.ts'

/** A limit that gives way less often than this is waited for when it is met, not kept to. */
const SLOWEST_MS = 100
/** The service's clock is not ours. */
const ROOM = 1.1

/**
 * How often each identity may ask where a limit counts users, whatever address they ask from: as its headers say once it was met, so that it
 * is met no more. Draft and later forms of `RateLimit-Policy` (draft-ietf-httpapi-ratelimit-headers): `"default";q=150;w=3`, `100;w=60`.
 */
export class Paces {
  private readonly known = new Map<string, Pace>()

  /** Keeps to what the headers of a 429 say. */
  learn(identity: string, reply: Pick<Reply, 'headers'>): void {
    const intervalMs = intervalOf(reply)
    if (intervalMs === null || intervalMs > SLOWEST_MS) return
    this.known.set(identity, { intervalMs: intervalMs * ROOM, next: performance.now(), waiting: null })
  }

  /** Waits until it is the identity's turn; requests that are to meet at the same instant wait together and go together. */
  async turn(identity: string): Promise<void> {
    const pace = this.known.get(identity)
    if (pace === undefined) return
    const now = performance.now()
    const left = pace.next - now
    pace.next = Math.max(now, pace.next) + pace.intervalMs
    if (pace.waiting === null && left > 1) {
      pace.waiting = sleep(left).then(() => {
        pace.waiting = null
      })
    }
    await pace.waiting
  }
}

interface Pace {
  readonly intervalMs: number
  /** When the next request may go, by `performance.now()`. */
  next: number
  waiting: Promise<void> | null
}

/** Milliseconds for each request of the policy that lets through least; null where none is told. */
function intervalOf(reply: Pick<Reply, 'headers'>): number | null {
  const told = [headerOf(reply, 'ratelimit-policy'), headerOf(reply, 'ratelimit-limit')].join(', ')
  const intervals = [...told.matchAll(/(?:^|[\s,;])(?:q=)?(\d+)\s*;\s*w=(\d+)/g)].map(
    ([, quota, seconds]) => (Number(seconds) * 1000) / Math.max(1, Number(quota)),
  )
  return intervals.length === 0 ? null : Math.max(...intervals)
}
