import type { Operation } from '../../../src/gather/service/operations.ts'
import type { Probing } from '../../../src/gather/service/probing.ts'
import type { ProbeName } from '../../../src/model/facts/service.ts'
import { type Asked, liveOutcome, probeAt, USER_OPERATIONS, userServer } from './probe-harness.ts'

export type Answer = readonly [number, unknown, Readonly<Record<string, string>>?]
export type Handle = (asked: Asked, user: string | null) => Answer | Promise<Answer>
/** A body of texts. */
export const text = (...names: readonly string[]) => ({
  type: 'object',
  properties: Object.fromEntries(names.map((name) => [name, { type: 'string' }])),
})

/** What a control makes of a probe at a service with users, which are registered. */
export async function decided(
  control: string,
  probe: (probing: Probing) => Promise<void>,
  facts: readonly ProbeName[],
  operations: readonly Operation[],
  handle: Handle,
): Promise<ReturnType<typeof liveOutcome>> {
  const all = [...USER_OPERATIONS, ...operations].map((operation) => ({
    ...operation,
    origins: [...operation.origins],
    gaps: new Set<string>(),
  }))
  const gathered = await probeAt(userServer(handle), probe, facts, { operations: all, registers: true, startedByUs: true })
  return liveOutcome(control, gathered)
}

/** A handler for users alone. */
export const refusing =
  (handle: (asked: Asked, user: string) => Answer | Promise<Answer>): Handle =>
  (asked, user) =>
    user === null ? [401, { error: 'who are you' }] : handle(asked, user)
