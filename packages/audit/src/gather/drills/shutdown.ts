import { connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ShutdownDrill } from '../../model/facts/drills.ts'
import type { OperationFact } from '../../model/facts/service.ts'
import { type Gathered, known, unknown } from '../../model/facts.ts'

const CONNECTIONS = 8
/** Long enough for a service to have read the headers, and to answer at once what it answers without the body. */
const SETTLE_MS = 300
/** How long the last byte is kept back after the signal: a draining service has closed its listening socket by then. */
const HELD_MS = 400
/** Kubernetes gives 30 s; a request that is under way here ends 0.4 s after the signal. */
const GRACE_MS = 10_000
const BODY = '{"assay":1}'

/** The process group that is told to end. */
export interface Ending {
  /** Sends SIGTERM to all of it. */
  terminate(): void
  isAlive(): boolean
}

/**
 * Tells the service to end while requests are under way: their headers and half of the body have been sent, so the service has accepted them.
 * The rest follows after the signal. A service that drains answers them, with whatever status; one that does not cuts them off.
 */
export async function drillShutdown(
  baseUrl: string,
  operations: readonly OperationFact[],
  service: Ending,
): Promise<Gathered<ShutdownDrill>> {
  const operation = heldOperation(operations)
  if (operation === null) return unknown('no-data', 'no operation takes a body, so no request could be held open while the service ends')
  const requests = await Promise.all(Array.from({ length: CONNECTIONS }, () => HeldRequest.begin(baseUrl, operation)))
  await sleep(SETTLE_MS)
  const underWay = requests.filter((request) => request.isWaiting())
  for (const request of requests) if (!underWay.includes(request)) request.end()
  const began = performance.now()
  service.terminate()
  await sleep(HELD_MS)
  for (const request of underWay) request.finish()
  const endedMs = await untilEnded(service, began)
  await sleep(50)
  const lost: Record<string, number> = {}
  for (const request of underWay) {
    const how = request.outcome()
    if (how !== 'answered') lost[how] = (lost[how] ?? 0) + 1
    request.end()
  }
  if (underWay.length === 0)
    return unknown('inconclusive', `${operation.key} was answered before its body had arrived, so no request was under way at the signal`)
  const answered = underWay.filter((request) => request.outcome() === 'answered').length
  return known({ operation: operation.key, underWay: underWay.length, answered, lost, endedMs, graceMs: GRACE_MS })
}

async function untilEnded(service: Ending, began: number): Promise<number | null> {
  while (performance.now() - began < GRACE_MS) {
    if (!service.isAlive()) return Math.round(performance.now() - began)
    await sleep(20)
  }
  return null
}

/** A login reads its body before it answers and changes nothing when the body is senseless. */
function heldOperation(operations: readonly OperationFact[]): OperationFact | null {
  const candidates = operations.filter(
    ({ method, path, exists }) => ['POST', 'PUT', 'PATCH'].includes(method) && !path.includes('{') && exists !== 'no',
  )
  const rank = ({ purpose, body }: OperationFact): number => (purpose === 'login' ? 0 : purpose === 'register' ? 1 : body === null ? 3 : 2)
  return [...candidates].sort((a, b) => rank(a) - rank(b))[0] ?? null
}

class HeldRequest {
  readonly #socket: Socket
  #answered = false
  #error = ''
  #isClosed = false

  private constructor(socket: Socket) {
    this.#socket = socket
    socket.on('data', () => {
      this.#answered = true
    })
    socket.on('error', (error: NodeJS.ErrnoException) => {
      this.#error = error.code ?? 'error'
    })
    socket.on('close', () => {
      this.#isClosed = true
    })
  }

  static async begin(baseUrl: string, operation: OperationFact): Promise<HeldRequest> {
    const { hostname, port, host, pathname } = new URL(baseUrl)
    const socket = connect({ host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) || 80 })
    const request = new HeldRequest(socket)
    await new Promise<void>((resolve) => socket.once('connect', resolve).once('close', () => resolve()))
    socket.write(
      `${operation.method} ${pathname.replace(/\/$/, '')}${operation.path} HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\n` +
        `Content-Length: ${BODY.length}\r\nX-Assay-Drill: shutdown\r\n\r\n${BODY.slice(0, 4)}`,
    )
    return request
  }

  isWaiting(): boolean {
    return !this.#answered && !this.#isClosed
  }

  finish(): void {
    if (!this.#isClosed) this.#socket.write(BODY.slice(4))
  }

  outcome(): string {
    if (this.#answered) return 'answered'
    return this.#error || (this.#isClosed ? 'closed' : 'timeout')
  }

  end(): void {
    this.#socket.destroy()
  }
}
