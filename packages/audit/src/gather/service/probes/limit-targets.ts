import type { SendOptions } from '../client.ts'
import type { Operation } from '../operations.ts'
import type { Probing } from '../probing.ts'
import { jsonOf, type Reply } from '../reply.ts'
import { requestOf } from '../requests.ts'
import { claimsOf, type Session } from '../session.ts'
import { itemsOf } from '../state.ts'
import { limitsInSource } from './declared-limits.ts'

/** What a burst asks. */
export interface Target {
  readonly operation: Operation | null
  readonly request: SendOptions
  readonly identity: string
}

/** A limit that a burst met. */
export interface Met {
  readonly target: Target
  readonly address: number
  readonly limited: Reply
  readonly limitedAt: number
}

/** The cheapest operation that is answered, or what tells who one is. */
export async function cheapTarget(probing: Probing): Promise<Target | null> {
  const { check } = probing.identities
  for (const operation of (await listsOf(probing)).slice(0, 8)) {
    const target = await targetOf(probing, operation)
    if (target !== null) return target
  }
  return check === null ? null : { operation: check.operation, request: check.request, identity: 'anonymous' }
}

/**
 * What anybody reads: lists of things before all else, and what the source limits for itself last, for it says nothing of the others. Every
 * operation was asked before by other probes.
 */
export async function listsOf(probing: Probing): Promise<readonly Operation[]> {
  const reading = probing.wireOperations.filter(
    (operation) =>
      operation.method === 'GET' &&
      !operation.path.includes('{') &&
      !['health', 'metrics', 'docs', 'static', 'logout'].includes(operation.purpose),
  )
  const ranks = new Map<Operation, number>()
  for (const operation of reading) {
    const accepted = await probing.acceptedBy(operation)
    const isList = accepted !== null && (itemsOf(jsonOf(accepted.reply))?.length ?? 0) > 0
    ranks.set(operation, (limitsInSource(probing, operation) === '' ? 0 : 2) + (isList ? 0 : 1))
  }
  return reading.toSorted((a, b) => (ranks.get(a) ?? 0) - (ranks.get(b) ?? 0))
}

/** The request that the operation accepted, with the headers of its session; null where none was. */
export async function targetOf(probing: Probing, operation: Operation): Promise<Target | null> {
  const accepted = await probing.acceptedBy(operation)
  if (accepted === null || operation.declaredAccess === 'privileged') return null
  // The same headers go with each request: they must not end on the way.
  if (accepted.session !== null && secondsLeft(accepted.session) < 120) await accepted.session.renew()
  return {
    operation,
    request: { ...requestOf(accepted.draft), headers: { ...requestOf(accepted.draft).headers, ...accepted.session?.headers } },
    identity: accepted.session?.name ?? 'anonymous',
  }
}

/** Seconds until a session's token ends, as it says itself. */
function secondsLeft({ token }: Session): number {
  const end = token === null ? undefined : claimsOf(token)?.exp
  return typeof end === 'number' ? end - Date.now() / 1000 : Number.POSITIVE_INFINITY
}
