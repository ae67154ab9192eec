import type { Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Probing } from '../probing.ts'
import { openSocket } from '../raw-socket.ts'
import type { Reply } from '../reply.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'

const SOCKETS_OF_A_KIND = 3
const WATCH_MS = 15_000
const DRIP_MS = 400
const PING_MS = 3000
const PINGS = 3

interface Held {
  readonly kind: 'headers' | 'body'
  readonly socket: Socket
  /** Milliseconds until the service answered or closed; null while it waits. */
  endedMs: number | null
}

/** A few clients that never finish their headers or their body: for how long the service keeps them, and whether it serves others meanwhile. */
export async function probeSlowClients(probing: Probing, watchMs = WATCH_MS): Promise<void> {
  const { client, identities } = probing
  const path = identities.check?.request.path ?? '/'
  const ping = (): Promise<Reply> =>
    client.send({
      method: 'GET',
      path,
      timeoutMs: PING_MS,
      mayFail: true,
      takesLimits: true,
      headers: { connection: 'close' },
      identity: 'other client',
    })
  const before = await ping()
  if (before.status === 0)
    return void probing.notTried('slowClients', 'slow clients', 'blocked', `the service did not answer before (${before.error})`)
  const started = performance.now()
  const bodyPath = identities.login?.path ?? path
  const held = (['headers', 'body'] as const).flatMap((kind) =>
    Array.from({ length: SOCKETS_OF_A_KIND }, () => hold(probing, kind, kind === 'headers' ? path : bodyPath, started)),
  )
  const drip = setInterval(() => {
    for (const { socket, endedMs, kind } of held) if (endedMs === null) socket.write(kind === 'headers' ? 'X-Slow: 1\r\n' : ' ')
  }, DRIP_MS)
  try {
    await sleep(Math.min(500, watchMs / 3))
    const pings: Reply[] = []
    for (let count = 0; count < PINGS; count += 1) pings.push(await ping())
    while (performance.now() - started < watchMs && held.some(({ endedMs }) => endedMs === null)) await sleep(50)
    tellHeld(probing, held, watchMs)
    release(held, drip)
    const after = await ping()
    tellOthers(probing, before, pings, after)
  } finally {
    release(held, drip)
  }
}

function hold(probing: Probing, kind: Held['kind'], path: string, started: number): Held {
  const socket = openSocket(probing.client)
  const one: Held = { kind, socket, endedMs: null }
  const end = (): void => {
    one.endedMs ??= Math.round(performance.now() - started)
  }
  socket.once('data', end).once('end', end).once('close', end)
  const { host } = probing.client.base
  socket.write(
    kind === 'headers'
      ? `GET ${path} HTTP/1.1\r\nHost: ${host}\r\n`
      : `POST ${path} HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\nContent-Length: 10000\r\n\r\n{`,
  )
  probing.client.requests += 1
  return one
}

function release(held: readonly Held[], drip: NodeJS.Timeout): void {
  clearInterval(drip)
  for (const { socket } of held) socket.destroy()
}

function tellHeld(probing: Probing, held: readonly Held[], watchMs: number): void {
  for (const kind of ['headers', 'body'] as const) {
    const own = held.filter((one) => one.kind === kind)
    const open = own.filter(({ endedMs }) => endedMs === null).length
    const longest = Math.max(0, ...own.map(({ endedMs }) => endedMs ?? 0))
    probing.trial(
      'slowClients',
      trialOn(null, {
        name: `slow ${kind}`,
        saw: open === 0 ? 'no-effect' : 'unclear',
        effect:
          open === 0
            ? `clients that never finish their ${kind} were let go after ${(longest / 1000).toFixed(1)} s`
            : `${open} of ${own.length} clients that never finish their ${kind} were still kept after ${watchMs / 1000} s, when the run stopped waiting`,
        details: { longestMs: longest, open },
      }),
    )
  }
}

function tellOthers(probing: Probing, before: Reply, pings: readonly Reply[], after: Reply): void {
  const lost = pings.filter(({ status }) => status === 0).length
  const isBack = after.status > 0
  probing.trial(
    'slowClients',
    trialOn(null, {
      name: 'other clients',
      saw: lost >= 2 ? (isBack ? 'effect' : 'unclear') : lost === 0 ? 'no-effect' : 'unclear',
      effect:
        lost > 0
          ? `while ${SOCKETS_OF_A_KIND * 2} slow clients were connected, ${lost} of ${pings.length} requests of another got no answer in ${PING_MS / 1000} s${isBack ? '; once they left it was served' : ''}`
          : `while ${SOCKETS_OF_A_KIND * 2} slow clients were connected, another was served`,
      identity: 'other client',
      baseline: before.exchange,
      control: after.exchange,
      attempts: exchangesOf(...pings),
      reproduced: { count: lost, of: pings.length },
    }),
  )
}
