import { setTimeout as sleep } from 'node:timers/promises'
import type { QueueFact } from '../../model/facts/cache.ts'
import type { CacheConnection } from './connection.ts'
import { patternOf } from './keys.ts'

/** What a key of a queue counts, and by which command. */
type Part = 'waiting' | 'active' | 'delayed' | 'failed' | 'finished'

interface QueueKey {
  readonly name: string
  readonly library: QueueFact['library']
  readonly part: Part
  readonly key: string
  readonly command: 'llen' | 'zcard' | 'hlen'
}

/** Jobs by state at one instant. */
export interface QueueDepths {
  readonly at: number
  readonly queues: ReadonlyMap<string, QueueDepth>
}

interface QueueDepth extends Readonly<Record<Part, number>> {
  readonly name: string
  readonly library: QueueFact['library']
}

const BULL_PARTS: Readonly<Record<string, readonly [Part, QueueKey['command']]>> = {
  wait: ['waiting', 'llen'],
  paused: ['waiting', 'llen'],
  prioritized: ['waiting', 'zcard'],
  active: ['active', 'llen'],
  delayed: ['delayed', 'zcard'],
  failed: ['failed', 'zcard'],
  completed: ['finished', 'zcard'],
}
const RQ_PARTS: Readonly<Record<string, readonly [Part, QueueKey['command']]>> = {
  queue: ['waiting', 'llen'],
  wip: ['active', 'zcard'],
  scheduled: ['delayed', 'zcard'],
  failed: ['failed', 'zcard'],
  finished: ['finished', 'zcard'],
}

/** How many jobs Bull, BullMQ, Celery and RQ have in each state. No job is read. */
export async function queueDepths(connection: CacheConnection, keys: readonly string[]): Promise<QueueDepths> {
  const found = queueKeysIn(keys)
  const counts = await connection.readAll(found.map(({ command, key }): [string, string] => [command, key]))
  const queues = new Map<string, QueueDepth>()
  found.forEach(({ name, library, part }, index) => {
    const id = `${library} ${name}`
    const known = queues.get(id) ?? { name, library, waiting: 0, active: 0, delayed: 0, failed: 0, finished: 0 }
    queues.set(id, { ...known, [part]: known[part] + Number(counts[index] ?? 0) })
  })
  return { at: performance.now(), queues }
}

/** Jobs that wait are looked at again after this time, if none of them was under way. */
const SECOND_LOOK_MS = 2200

/** The second look; a queue at rest is given time to show that somebody works on it. */
export async function queueDepthsAfter(before: QueueDepths, connection: CacheConnection, keys: readonly string[]): Promise<QueueDepths> {
  const rests = [...before.queues.values()].some(({ waiting, active }) => waiting > 0 && active === 0)
  const passed = performance.now() - before.at
  if (rests && passed < SECOND_LOOK_MS) await sleep(SECOND_LOOK_MS - passed)
  return queueDepths(connection, keys)
}

/** Queues by their depth before and after the endpoints were driven. */
export function queuesOf(before: QueueDepths, after: QueueDepths): readonly QueueFact[] {
  return [...after.queues].map(([id, { name, ...now }]) => {
    const then = before.queues.get(id)
    return {
      ...now,
      name: patternOf(name),
      waitingBefore: then?.waiting ?? 0,
      doneSince: Math.max(0, now.finished + now.failed - (then?.finished ?? 0) - (then?.failed ?? 0)),
      seconds: Math.round((after.at - before.at) / 100) / 10,
    }
  })
}

/** Keys that hold jobs, by the names that the libraries give them. */
export function queueKeysIn(keys: readonly string[]): readonly QueueKey[] {
  const all = new Set(keys)
  const celery = new Set(keys.flatMap((key) => /^_kombu\.binding\.(?<name>.+)$/.exec(key)?.groups?.name ?? []))
  return keys.flatMap((key): QueueKey[] => {
    const rq = /^rq:(?<part>queue|wip|scheduled|failed|finished):(?<name>.+)$/.exec(key)?.groups
    const [part, command] = RQ_PARTS[rq?.part ?? ''] ?? []
    if (rq?.name !== undefined && part !== undefined && command !== undefined) return [{ name: rq.name, library: 'rq', part, key, command }]
    const bull = /^(?<name>.+):(?<part>wait|paused|prioritized|active|delayed|failed|completed)$/.exec(key)?.groups
    const [state, count] = BULL_PARTS[bull?.part ?? ''] ?? []
    const isBull = bull?.name !== undefined && (all.has(`${bull.name}:meta`) || all.has(`${bull.name}:id`) || bull.name.startsWith('bull:'))
    if (isBull && bull?.name !== undefined && state !== undefined && count !== undefined)
      return [{ name: bull.name, library: 'bull', part: state, key, command: count }]
    if (key === 'celery' || celery.has(key)) return [{ name: key, library: 'celery', part: 'waiting', key, command: 'llen' }]
    return key === 'unacked' && all.has('unacked_index')
      ? [{ name: 'celery', library: 'celery', part: 'active', key, command: 'hlen' }]
      : []
  })
}
