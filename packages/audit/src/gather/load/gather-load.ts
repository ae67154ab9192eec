import { type EndpointRequest, type FiveTestsStage, LoadError, runFiveTests } from '@assay/load'
import type { CapacityFact, LoadFacts } from '../../model/facts/load.ts'
import type { OperationFact } from '../../model/facts/service.ts'
import { type Gathered, known, unknown } from '../../model/facts.ts'
import type { GatherOptions } from '../gather-facts.ts'
import { endpointsOf } from './endpoints.ts'
import { gatherCapacity } from './gather-capacity.ts'

/** The fifty users of the concurrent test come from fifty addresses, as users do. */
export const CLIENT_ADDRESSES = 50

export interface LoadTarget {
  readonly baseUrl: string
  /** Process of the service when we started it. */
  readonly pid: number | null
  /** Headers that authenticate an ordinary user; empty when nobody could log in. */
  readonly authHeaders: Readonly<Record<string, string>>
}

/** Runs the five performance tests over read-only operations that answered the probes. */
export async function gatherLoad(
  options: GatherOptions,
  target: LoadTarget,
  operations: readonly OperationFact[],
): Promise<{ performance: Gathered<LoadFacts['performance']>; capacity?: Gathered<CapacityFact> }> {
  const endpoints = endpointsOf(operations)
  if (endpoints.length === 0)
    return { performance: unknown('no-data', 'no GET operation without parameters answered, so there is nothing to load') }
  const performance = await measurePerformance(options, target, endpoints)
  if (options.profile !== 'full' || options.signal.aborted) return { performance }
  return { performance, capacity: await gatherCapacity(options, target, endpoints) }
}

async function measurePerformance(
  options: GatherOptions,
  target: LoadTarget,
  endpoints: readonly EndpointRequest[],
): Promise<Gathered<LoadFacts['performance']>> {
  try {
    const result = await runFiveTests({
      base: target.baseUrl,
      endpoints,
      authHeaders: target.authHeaders,
      clientAddresses: CLIENT_ADDRESSES,
      quick: options.quick,
      ...(options.soakMs === undefined ? {} : { sustainedMs: options.soakMs }),
      signal: options.signal,
      onProgress: (stage) => options.onProgress(`performance: ${STAGES[stage]}`, ORDER.indexOf(stage), ORDER.length),
      ...(target.pid === null ? {} : { pid: target.pid }),
    })
    return known(result)
  } catch (error) {
    if (error instanceof LoadError) return unknown('tool-error', error.message)
    throw error
  }
}

const ORDER: readonly FiveTestsStage[] = ['distribution', 'endpoints', 'concurrent', 'database', 'sustained']
const STAGES: Readonly<Record<FiveTestsStage, string>> = {
  distribution: '1 of 5, response distribution',
  endpoints: '2 of 5, endpoint comparison',
  concurrent: '3 of 5, fifty users at once',
  database: '4 of 5, database queries',
  sustained: '5 of 5, sustained load',
}
