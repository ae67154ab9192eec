import type { DatabaseFacts } from './facts/database.ts'
import type { CapacityFact } from './facts/load.ts'

export type BottleneckName = 'generator' | 'event loop' | 'processor' | 'pool' | 'lock' | 'database' | 'waiting'

/** What kept the service from bearing more, and what shows it. */
export interface Bottleneck {
  readonly name: BottleneckName
  readonly because: string
}

/** A core that is busy for this share of the time has nothing left: sampling and the machine's own work take the rest. */
const BUSY = 0.85
/** Share of the time of a request that the database takes when it is what requests wait for. */
const MOSTLY = 0.5
/** Share of the busy connections that waited for a lock. */
const LOCKED = 0.3

/** Null when the capacity was not measured. */
export function bottleneckOf(capacity: CapacityFact | undefined, database: DatabaseFacts['database'] | undefined): Bottleneck | null {
  if (capacity === undefined) return null
  const { saturation } = capacity
  const { cores, generatorCores, machineCores, concurrency, ratePerSecond } = saturation
  const at = `at ${Math.round(ratePerSecond)} requests a second with ${concurrency} at once`
  if (generatorCores > BUSY)
    return { name: 'generator', because: `${at} the generator used ${tidy(generatorCores)} cores itself: the service may bear more` }
  const waits = databaseWait(database)
  if (waits !== null && (cores === null || cores.busiestProcess < BUSY)) return waits
  if (cores === null)
    return { name: 'waiting', because: `${at}; the process of the service is not ours to watch, so its processor time is unknown` }
  if (cores.busiestProcess >= BUSY && cores.processes === 1)
    return {
      name: 'event loop',
      because: `${at} its one working process kept ${tidy(cores.busiestProcess)} cores busy; more processes would bear more`,
    }
  if (cores.service + generatorCores >= BUSY * machineCores || cores.busiestProcess >= BUSY)
    return {
      name: 'processor',
      because: `${at} ${cores.processes} processes kept ${tidy(cores.service)} of ${machineCores} cores busy, the generator ${tidy(generatorCores)}`,
    }
  return {
    name: 'waiting',
    because: `${at} the service used ${tidy(cores.service)} cores only: it waits for something else (a dependency, a lock, a limit, the network)`,
  }
}

function databaseWait(database: DatabaseFacts['database'] | undefined): Bottleneck | null {
  if (database === undefined) return null
  const { pool, endpoints } = database
  const most = pool?.steps.reduce((top, step) => Math.max(top, step.lockShare), 0) ?? 0
  if (most >= LOCKED) return { name: 'lock', because: `${Math.round(100 * most)} % of the busy database connections waited for a lock` }
  if (pool !== null && pool.plateau !== null)
    return { name: 'pool', because: `${pool.plateau} database connections are all it uses, however many requests wait (${pool.endpoint})` }
  const slow = endpoints.find(
    ({ databaseMs, latencyMs }) => databaseMs !== null && latencyMs !== null && databaseMs.p50 > MOSTLY * latencyMs.p50,
  )
  if (slow?.databaseMs == null || slow.latencyMs == null) return null
  return {
    name: 'database',
    because: `${slow.endpoint} spends ${tidy(slow.databaseMs.p50)} of its ${tidy(slow.latencyMs.p50)} ms in the database`,
  }
}

const tidy = (value: number): number => Number(value.toPrecision(2))
