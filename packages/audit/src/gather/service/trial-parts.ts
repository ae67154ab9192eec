import type { Exchange } from '../../model/evidence.ts'
import type { Trial } from '../../model/facts/service.ts'
import type { Operation } from './operations.ts'
import { obstacleOf, type Reply } from './reply.ts'

/** The exchange evidence of a trial that is yet to be told. */
export type TrialParts = Partial<Omit<Trial, 'name' | 'saw' | 'effect'>> & Pick<Trial, 'name' | 'saw' | 'effect'>

/** A trial on an operation; what is not given is empty. */
export function trialOn(operation: Pick<Operation, 'method' | 'path' | 'file' | 'line'> | null, parts: TrialParts): Trial {
  return {
    method: operation?.method ?? 'GET',
    path: operation?.path ?? '/',
    parameter: null,
    identity: 'anonymous',
    baseline: null,
    control: null,
    attempts: [],
    reproduced: { count: 0, of: 0 },
    details: {},
    file: operation?.file ?? null,
    line: operation?.line ?? null,
    ...parts,
  }
}

export function exchangesOf(...replies: readonly (Reply | null | undefined)[]): readonly Exchange[] {
  return replies.flatMap((reply) => (reply == null ? [] : [reply.exchange]))
}

/** What an answer says of a trial that had no effect: only who is refused for what it asks proves that it is asked. */
export function sawWithout(reply: Reply | undefined): 'no-effect' | 'unclear' | 'blocked' {
  if (reply === undefined) return 'unclear'
  if ([401, 403, 404, 405, 410].includes(reply.status)) return 'no-effect'
  return obstacleOf(reply) === '' ? 'unclear' : 'blocked'
}
