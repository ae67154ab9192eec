import { readFile, readlink } from 'node:fs/promises'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { InspectorSession } from './inspector.ts'
import { listeningPorts } from './listening-process.ts'

/** How late the event loop of a service was, milliseconds. */
export interface EventLoopDelay {
  readonly p50: number
  readonly p99: number
  readonly max: number
}

const PORT_OPTION = '--inspect-port='

/**
 * For NODE_OPTIONS of a service that we start: lets the inspector listen on this port once a signal asks for it; it opens nothing by itself.
 * Not port 0, to which Node.js adds the number of the worker in a cluster: port 1 may not be had, and the service would not start.
 */
export async function inspectableNodeOption(): Promise<string> {
  const server = createServer()
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return `${PORT_OPTION}${typeof address === 'object' && address !== null ? address.port : 9229}`
}

/**
 * The watch looks so often, and counts from one look to the next: what comes at a random instant waits like its looks do. Each wakes the
 * service up, which costs some 20 to 60 us: ten a second stay below 1 % of what a small load costs it.
 */
const RESOLUTION_MS = 100
const HANDLE = `globalThis[Symbol.for('assay.loop')]`
const WATCH_LOOP = `(${HANDLE} = process.getBuiltinModule('node:perf_hooks').monitorEventLoopDelay({ resolution: ${RESOLUTION_MS} })).enable()`
const READ_LOOP = `(() => { const watch = ${HANDLE}; watch.disable(); delete ${HANDLE}; return JSON.stringify([watch.percentile(50), watch.percentile(99), watch.max]) })()`
const OPENING_MS = 1000
const ANSWER_MS = 500
/** Worker processes beyond this are much like the others. */
const MAX_PROCESSES = 8

/** Starts to watch the event loop behind a session. */
export async function watchEventLoop(session: InspectorSession): Promise<void> {
  await session.evaluate(WATCH_LOOP)
}

/** Ends the watch; null when the loop could not be watched. */
export async function readEventLoop(session: InspectorSession): Promise<EventLoopDelay | null> {
  const text = await session.evaluate(READ_LOOP)
  const delays: unknown = text === null ? null : JSON.parse(text)
  if (!Array.isArray(delays)) return null
  const [p50 = 0, p99 = 0, max = 0] = delays.map((ns) => Math.max(0, Number(ns) / 1e6 - RESOLUTION_MS))
  return { p50, p99, max }
}

/** Watches the event loops of the Node.js processes among `pids`, as far as their inspectors can be reached. */
export class EventLoopWatch {
  readonly #sessions: readonly InspectorSession[]

  private constructor(sessions: readonly InspectorSession[]) {
    this.#sessions = sessions
  }

  /**
   * Null when no inspector can be reached. One that its owner opened (`--inspect`) is used; only of a service that was started for the
   * purpose (`isOurs`) the inspector is opened, by SIGUSR1. Nothing is asked at the port of the service itself.
   */
  static async open(pids: readonly number[], servicePort: number, isOurs: boolean): Promise<EventLoopWatch | null> {
    const reached: InspectorSession[] = []
    // children first and one after the other: a parent such as npm has the same port, which only one of them can take
    for (const pid of pids.toReversed().slice(0, MAX_PROCESSES)) {
      const session = await sessionOf(pid, servicePort, isOurs).catch(() => null)
      if (session !== null) reached.push(session)
    }
    if (reached.length === 0) return null
    await Promise.all(reached.map((session) => watchEventLoop(session).catch(() => undefined)))
    return new EventLoopWatch(reached)
  }

  /** Of the process whose loop was latest at p99; null when none could be read. */
  async close(): Promise<EventLoopDelay | null> {
    const delays = await Promise.all(this.#sessions.map((session) => readEventLoop(session).catch(() => null)))
    for (const session of this.#sessions) session.close()
    return delays.reduce((worst, delay) => (worst === null || (delay !== null && delay.p99 > worst.p99) ? delay : worst), null)
  }
}

async function sessionOf(pid: number, servicePort: number, isOurs: boolean): Promise<InspectorSession | null> {
  const program = await readlink(`/proc/${pid}/exe`).catch(() => '')
  if (!/\/node[^/]*$/.test(program)) return null
  const [words, environment] = await Promise.all([`/proc/${pid}/cmdline`, `/proc/${pid}/environ`].map(textOf))
  const isOpen =
    /(^|\0)--inspect(-brk|-wait)?(=|\0|$)/.test(words ?? '') || /NODE_OPTIONS=[^\0]*--inspect(-brk)?(=| |\0|$)/.test(environment ?? '')
  const mayOpen = isOurs && environment?.includes(PORT_OPTION) === true
  if (!isOpen && !mayOpen) return null
  const others = isOpen ? [servicePort] : [servicePort, ...(await listeningPorts(pid))]
  if (!isOpen) process.kill(pid, 'SIGUSR1')
  for (const began = performance.now(); performance.now() - began < OPENING_MS; await sleep(50)) {
    for (const port of await listeningPorts(pid)) {
      const address = others.includes(port) ? null : await inspectorAt(port)
      if (address !== null) return await InspectorSession.open(address)
    }
    if (isOpen) break
  }
  return null
}

async function inspectorAt(port: number): Promise<string | null> {
  const answer = await fetch(`http://127.0.0.1:${port}/json/list`, { signal: AbortSignal.timeout(ANSWER_MS) }).catch(() => null)
  const list: unknown = await answer?.json().catch(() => null)
  const address: unknown = Array.isArray(list) ? list[0]?.webSocketDebuggerUrl : null
  return typeof address === 'string' && address.startsWith('ws://127.0.0.1:') ? address : null
}

function textOf(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => '')
}
