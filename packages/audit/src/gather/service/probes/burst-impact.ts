import type { Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Probing } from '../probing.ts'
import { openSocket } from '../raw-socket.ts'
import type { Reply } from '../reply.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'

const PINGS = 8
const PING_PAUSE_MS = 60
const PING_MS = 3000
const HALF_OPEN = 20
/** The unfinished clients leave after this, however far the burst has come: a service that they hold up answers again, and the run goes on. */
const HELD_MS = 2500
/** rate.burst-protection: another client is answered within this during the burst, and within twice what it was before after it. */
const DURING_MS = 1000
/** Differences below this are those of the machine. */
const NOISE_MS = 50
/** What the burst left queued is given so long, of the ten seconds that the control allows, to be worked off. */
const SETTLING_MS = 5000
const SETTLING_PAUSE_MS = 500

/** What another client meets while a burst runs beside clients that never finish their headers. */
export class BurstImpact {
  private readonly probing: Probing
  private readonly path: string
  private readonly address: number
  private before: readonly Reply[] = []
  private readonly during: Reply[] = []

  constructor(probing: Probing) {
    this.probing = probing
    const health = probing.wireOperations.find(
      ({ method, purpose, path }) => method === 'GET' && purpose === 'health' && !path.includes('{'),
    )
    this.path = health?.path ?? probing.identities.check?.request.path ?? '/'
    this.address = probing.client.takeNextAddress()
    probing.client.takeNextAddress()
  }

  /** Runs the burst, watches beside it, and tells what was seen. */
  async around<T>(burst: () => Promise<T>, sizeOf: (result: T) => number): Promise<T> {
    const { probing } = this
    this.before = await this.pings()
    const sockets = Array.from({ length: HALF_OPEN }, () => halfOpen(probing, this.path))
    const leave = (): void => {
      for (const socket of sockets) socket.destroy()
    }
    const held = setTimeout(leave, HELD_MS)
    let isRunning = true
    const watch = (async (): Promise<void> => {
      while (isRunning && this.during.length < 100) {
        this.during.push(await this.ping())
        await sleep(PING_PAUSE_MS)
      }
    })().catch(() => undefined)
    try {
      const result = await burst()
      isRunning = false
      await watch
      leave()
      this.tell(sizeOf(result), await this.settled())
      return result
    } finally {
      isRunning = false
      clearTimeout(held)
      leave()
    }
  }

  private tell(size: number, after: readonly Reply[]): void {
    const { probing, before, during } = this
    const lost = during.filter(({ status }) => status === 0)
    const slow = percentile(during)
    const calm = percentile(before)
    const later = percentile(after)
    const isAlive = after.every(({ status }) => status > 0)
    const isHurt = lost.length >= 2 || (during.length >= 3 && slow > DURING_MS)
    const isCalm = lost.length === 0 && slow < DURING_MS && isAlive && later < bound(calm)
    probing.trial(
      'burstImpact',
      trialOn(null, {
        name: 'another client during a burst',
        path: this.path,
        saw:
          during.length === 0 || before.some(({ status }) => status === 0)
            ? 'unclear'
            : isHurt || !isAlive
              ? 'effect'
              : isCalm
                ? 'no-effect'
                : 'unclear',
        effect: `while ${size} requests came in a burst beside ${HALF_OPEN} that never finished their headers, ${during.length - lost.length} of ${during.length} requests of another client were answered, nineteen of twenty within ${slow} ms (before ${calm} ms, after ${later} ms)`,
        identity: 'other client',
        baseline: before[0]?.exchange ?? null,
        control: after[0]?.exchange ?? null,
        attempts: exchangesOf(lost[0] ?? during[0], during.at(-1)),
        reproduced: {
          count: isHurt ? Math.max(lost.length, during.filter(({ durationMs }) => durationMs > DURING_MS).length) : 0,
          of: Math.max(1, during.length),
        },
        details: {
          burst: size,
          pings: during.length,
          lost: lost.length,
          duringMs: slow,
          beforeMs: calm,
          afterMs: later,
          // One wait, as long as they stayed, and none after it: they were what held the others up.
          untilTheyLeft: lost.length === 0 && isAlive && during.filter(({ durationMs }) => durationMs > DURING_MS).length === 1,
        },
      }),
    )
  }

  /** Pings until they are as quick as before, or as long as that may take. */
  private async settled(): Promise<readonly Reply[]> {
    const started = performance.now()
    for (;;) {
      const replies = await this.pings()
      const isCalm = percentile(replies) < bound(percentile(this.before))
      if (isCalm || performance.now() - started > SETTLING_MS) return replies
      await sleep(SETTLING_PAUSE_MS)
    }
  }

  private async pings(): Promise<readonly Reply[]> {
    const replies: Reply[] = []
    for (let count = 0; count < PINGS; count += 1) replies.push(await this.ping())
    return replies
  }

  private ping(): Promise<Reply> {
    const { client } = this.probing
    return client.send({
      method: 'GET',
      path: this.path,
      timeoutMs: PING_MS,
      mayFail: true,
      takesLimits: true,
      address: this.address,
      identity: 'other client',
    })
  }
}

/** Below this, an answer after the burst is as quick as before it. */
function bound(calmMs: number): number {
  return Math.max(2 * calmMs, calmMs + NOISE_MS)
}

/** Milliseconds within which nineteen of twenty were answered. */
function percentile(replies: readonly Reply[]): number {
  const sorted = replies.map(({ durationMs }) => durationMs).sort((a, b) => a - b)
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.95))] ?? 0)
}

function halfOpen(probing: Probing, path: string): Socket {
  const socket = openSocket(probing.client)
  socket.write(`GET ${path} HTTP/1.1\r\nHost: ${probing.client.base.host}\r\n`)
  return socket
}
