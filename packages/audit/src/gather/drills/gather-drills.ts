import type { DrillFacts } from '../../model/facts/drills.ts'
import type { OperationFact } from '../../model/facts/service.ts'
import { type Gathered, known, unknown } from '../../model/facts.ts'
import type { Progress } from '../progress.ts'
import type { RunningService } from '../service/start.ts'
import { ask, drillAgent } from './ask.ts'
import { type DrilledOperation, drillDependency, type RelayedDependency } from './dependencies.ts'
import { dependenciesOf } from './dependencies-of.ts'
import { Relay } from './relay.ts'
import { drillShutdown } from './shutdown.ts'
import { drillWorkers } from './workers.ts'

/** What is known of the service when the drills begin. */
export interface DrilledService {
  readonly running: RunningService
  readonly operations: readonly OperationFact[]
  /** Headers that authenticate an ordinary user; empty when nobody could log in. */
  readonly authHeaders: Readonly<Record<string, string>>
}

type GatheredDrills = { readonly [N in keyof DrillFacts]: Gathered<DrillFacts[N]> }

const MOST_OPERATIONS = 6
const ANSWER_MS = 6000

/** Relays in front of the dependencies that the environment names; the service is started with the settings that lead to them. */
export class DependencyRelays {
  readonly #relays: readonly RelayedDependency[]

  private constructor(relays: readonly RelayedDependency[]) {
    this.#relays = relays
  }

  static async open(environment: Readonly<Record<string, string>>): Promise<DependencyRelays> {
    const relays = dependenciesOf(environment).map(async (dependency) => ({ dependency, relay: await Relay.open(dependency.upstream) }))
    return new DependencyRelays(await Promise.all(relays))
  }

  /** Settings that replace those of the environment. */
  environment(): Readonly<Record<string, string>> {
    return Object.assign({}, ...this.#relays.map(({ dependency, relay }) => dependency.redirected(relay.port)))
  }

  /** Those that the service has connected to. */
  used(): readonly RelayedDependency[] {
    return this.#relays.filter(({ relay }) => relay.connections > 0)
  }

  async close(): Promise<void> {
    await Promise.all(this.#relays.map(({ relay }) => relay.close()))
  }
}

/** The drills of one service, hardest last: after the last one it has ended. */
export async function gatherDrills(
  service: DrilledService,
  relays: DependencyRelays,
  { signal, onProgress }: { readonly signal: AbortSignal; readonly onProgress: Progress },
): Promise<GatheredDrills> {
  const { running, operations, authHeaders } = service
  const drilled = await answering(drilledOperations(running.baseUrl, operations, authHeaders))
  const [first] = drilled
  const nothing = unknown('no-data', 'no GET operation without parameters answers any more, so nothing could be watched during a drill')
  onProgress('drill: dependencies fail', 0, 0)
  const dependencyDrills = first === undefined ? nothing : await drillDependencies(running, drilled, relays, signal)
  onProgress('drill: a worker is killed', 0, 0)
  const workerDrill = first === undefined ? nothing : await drillWorkers(first.url, first.headers, running.pid)
  onProgress('drill: shutdown', 0, 0)
  const shutdownDrill = await drillShutdown(running.baseUrl, operations, running)
  return { dependencyDrills, workerDrill, shutdownDrill }
}

/** Those that answer as they should: a user gets something, a stranger is refused. */
async function answering(operations: readonly DrilledOperation[]): Promise<DrilledOperation[]> {
  const [first] = operations
  if (first === undefined) return []
  const agent = drillAgent(first.url, operations.length)
  const answers = await Promise.all(operations.map(({ url, headers }) => ask(url, { headers, timeoutMs: ANSWER_MS, agent })))
  await agent.close()
  return operations.filter(({ isStranger }, index) => {
    const status = answers[index]?.status ?? 0
    return isStranger ? status === 401 || status === 403 : status >= 200 && status < 300
  })
}

async function drillDependencies(
  running: RunningService,
  operations: readonly DrilledOperation[],
  relays: DependencyRelays,
  signal: AbortSignal,
): Promise<GatheredDrills['dependencyDrills']> {
  const used = relays.used()
  if (used.length === 0)
    return unknown(
      'no-target',
      'the environment names no dependency on this machine (an address such as DATABASE_URL, or REDIS_HOST with REDIS_PORT) that the service connected to',
    )
  const drills = []
  for (const relayed of used) drills.push(await drillDependency(relayed, operations, { isAlive: () => running.isAlive(), signal }))
  return known(drills)
}

/** Reading operations, each as the user and once more anonymously where that is refused: a failing dependency must not open it. */
function drilledOperations(
  baseUrl: string,
  operations: readonly OperationFact[],
  authHeaders: Readonly<Record<string, string>>,
): DrilledOperation[] {
  const readable = operations.filter(
    ({ method, path, baselineStatus, parameters, purpose }) =>
      method === 'GET' &&
      baselineStatus >= 200 &&
      baselineStatus < 300 &&
      !path.includes('{') &&
      !['docs', 'static', 'logout'].includes(purpose) &&
      !parameters.some(({ isRequired }) => isRequired),
  )
  const isSignedIn = Object.keys(authHeaders).length > 0
  return readable.slice(0, MOST_OPERATIONS).flatMap(({ key, path, declaredAccess }): DrilledOperation[] => {
    const operation = { name: key, url: `${baseUrl}${path}` }
    const asUser = { ...operation, headers: authHeaders, isStranger: false }
    return isSignedIn && declaredAccess !== 'public' ? [asUser, { ...operation, headers: {}, isStranger: true }] : [asUser]
  })
}
