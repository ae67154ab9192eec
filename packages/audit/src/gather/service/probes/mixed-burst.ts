import type { SendOptions } from '../client.ts'
import type { Operation } from '../operations.ts'
import type { Probing } from '../probing.ts'
import type { Reply } from '../reply.ts'
import { isSuccess } from '../reply.ts'
import { requestOf } from '../requests.ts'

/** Operations that one burst goes over. */
const MOST_OPERATIONS = 40
/** What took longer to answer, or answered more, would keep the burst from being quick. */
const QUICK_MS = 150
const SMALL_BYTES = 200_000
const AT_ONCE = 10

/** What one request of a burst over several operations is. */
export interface Shot {
  readonly operation: Operation
  readonly request: SendOptions
}

/** What a burst over several operations met. */
export interface MixedBurst {
  readonly replies: readonly Reply[]
  /** The first request that was limited, and its number. */
  readonly limited: { readonly shot: Shot; readonly reply: Reply; readonly at: number } | null
  /** Operations that never answered 429, as `GET /path`. */
  readonly unlimited: readonly string[]
  /** Whether all were sent in time: slower ones may stay below a limit that is there. */
  readonly isQuick: boolean
}

/** What reads cheaply, each operation once: as strangers where they are answered, else with the session that was accepted. */
export async function cheapReads(probing: Probing, operations: readonly Operation[]): Promise<readonly Shot[]> {
  const shots: Shot[] = []
  for (const operation of operations) {
    if (shots.length === MOST_OPERATIONS) break
    const accepted = operation.declaredAccess === 'privileged' ? null : await probing.acceptedBy(operation)
    if (accepted === null || accepted.reply.durationMs > QUICK_MS || accepted.reply.body.length > SMALL_BYTES) continue
    const request = requestOf(accepted.draft)
    const stranger = await probing.client.send({ ...request, mayFail: true })
    shots.push({
      operation,
      request: isSuccess(stranger) ? request : { ...request, headers: { ...request.headers, ...accepted.session?.headers } },
    })
  }
  return shots
}

/**
 * One client asks all of them in turn, as a limit of the whole service counts them together. What is limited for itself is left out from
 * then on: the rest shows whether anything counts it.
 */
export async function mixedBurst(
  probing: Probing,
  shots: readonly Shot[],
  { address, size, longestMs }: { readonly address: number; readonly size: number; readonly longestMs: number },
): Promise<MixedBurst> {
  const open = [...shots]
  const replies: Reply[] = []
  let limited: MixedBurst['limited'] = null
  const started = performance.now()
  for (let next = 0; replies.length < size && open.length > 0 && performance.now() - started < longestMs; ) {
    const batch = Array.from({ length: AT_ONCE }, (_, offset) => open[(next + offset) % open.length]).filter((shot) => shot !== undefined)
    next += AT_ONCE
    const answers = await Promise.all(
      batch.map(({ request }) => probing.client.send({ ...request, takesLimits: true, address, mayFail: true, identity: 'burst' })),
    )
    for (const [index, reply] of answers.entries()) {
      const shot = batch[index]
      replies.push(reply)
      if (shot === undefined || reply.status !== 429) continue
      limited ??= { shot, reply, at: replies.length }
      if (open.includes(shot)) open.splice(open.indexOf(shot), 1)
    }
  }
  const isQuick = performance.now() - started < longestMs
  return { replies, limited, isQuick, unlimited: open.map(({ operation }) => `${operation.method} ${operation.path}`) }
}
