import { setTimeout as sleep } from 'node:timers/promises'
import type { Agent } from 'undici'
import type { DependencyDrill, DependencyFault, FaultAnswer, FaultTrial } from '../../model/facts/drills.ts'
import { type Answer, ask, drillAgent } from './ask.ts'
import type { NamedDependency } from './dependencies-of.ts'
import type { Relay } from './relay.ts'

const LATENCY_MS = 200
/** A client gives up on a page after some seconds; the documents ask for an answer within five. */
const TIMEOUT_MS = 6000
const ROUNDS = 2
const RECOVERY_MS = 15_000
const FAULTS: readonly DependencyFault[] = ['latency', 'reset', 'blackhole']

/** An operation that is asked before, during and after a fault. */
export interface DrilledOperation {
  readonly name: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** Asked without credentials, and refused when all is well. */
  readonly isStranger: boolean
}

export interface RelayedDependency {
  readonly dependency: NamedDependency
  readonly relay: Relay
}

/** Makes one dependency slow, resetting and silent in turn, and watches what clients get and how soon all is well again. */
export async function drillDependency(
  { dependency, relay }: RelayedDependency,
  operations: readonly DrilledOperation[],
  { isAlive, signal }: { readonly isAlive: () => boolean; readonly signal: AbortSignal },
): Promise<DependencyDrill> {
  const faults: FaultTrial[] = []
  for (const fault of FAULTS) {
    if (signal.aborted || !isAlive()) break
    faults.push(await drillFault(fault, relay, operations, isAlive))
  }
  return { setting: dependency.setting, protocol: dependency.protocol, faults }
}

async function drillFault(
  fault: DependencyFault,
  relay: Relay,
  operations: readonly DrilledOperation[],
  isAlive: () => boolean,
): Promise<FaultTrial> {
  const agent = drillAgent(operations[0]?.url ?? 'http://127.0.0.1', operations.length)
  try {
    const before = await askAll(operations, agent)
    const askedBefore = relay.asked
    apply(fault, relay)
    const rounds: Answer[][] = []
    for (let round = 0; round < ROUNDS && isAlive(); round++) rounds.push(await askAll(operations, agent))
    const asked = relay.asked - askedBefore
    relay.heal()
    const healedAt = performance.now()
    const recoveryMs = await untilRecovered(operations, before, agent, healedAt, isAlive)
    return {
      fault,
      description: DESCRIPTIONS[fault],
      operations: operations.map(
        ({ name, isStranger }, index): FaultAnswer => ({
          operation: name,
          isStranger,
          before: { status: before[index]?.status ?? 0, ms: before[index]?.ms ?? 0 },
          during: rounds.map((answers) => answers[index] ?? NO_ANSWER),
        }),
      ),
      asked,
      survived: isAlive(),
      recoveryMs,
      watchedMs: RECOVERY_MS,
    }
  } finally {
    relay.heal()
    await agent.destroy()
  }
}

const NO_ANSWER: Answer = { status: 0, ms: 0, error: 'not asked' }

const DESCRIPTIONS: Readonly<Record<DependencyFault, string>> = {
  latency: `each piece of data came ${LATENCY_MS} ms late`,
  reset: 'open connections were reset, new ones at once',
  blackhole: 'connections stayed open and nothing came through',
}

function apply(fault: DependencyFault, relay: Relay): void {
  if (fault === 'latency') relay.delay(LATENCY_MS)
  else if (fault === 'reset') relay.reset()
  else relay.blackhole()
}

const askAll = (operations: readonly DrilledOperation[], agent: Agent): Promise<Answer[]> =>
  Promise.all(operations.map(({ url, headers }) => ask(url, { headers, timeoutMs: TIMEOUT_MS, agent })))

async function untilRecovered(
  operations: readonly DrilledOperation[],
  before: readonly Answer[],
  agent: Agent,
  healedAt: number,
  isAlive: () => boolean,
): Promise<number | null> {
  while (performance.now() - healedAt < RECOVERY_MS && isAlive()) {
    const answers = await askAll(operations, agent)
    if (answers.every(({ status }, index) => status === before[index]?.status)) return Math.round(performance.now() - healedAt)
    await sleep(200)
  }
  return null
}
