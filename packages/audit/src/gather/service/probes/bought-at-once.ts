import { Gate } from '../gate.ts'
import type { Probing } from '../probing.ts'
import { isDeclined, isSuccess, jsonOf, type Reply } from '../reply.ts'
import { requestOf } from '../requests.ts'
import { idOf } from '../state.ts'
import { rememberCreated } from '../state-keeping.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'

const AT_ONCE = 8
const ROUNDS = 2
const MOST = 5

/** One thing of another user that can be had once: taken twice in turn, then another one many times at once. */
export async function probeBoughtAtOnce(probing: Probing): Promise<void> {
  const buying = probing.wireOperations
    .filter((operation) => operation.method === 'POST' && operation.purpose === 'other' && probing.wantsOfAnother(operation) !== null)
    .toSorted((a, b) => Number(probing.wantsOfAnother(b) === 'body') - Number(probing.wantsOfAnother(a) === 'body'))
  for (const operation of buying.slice(0, MOST)) {
    const accepted = await probing.acceptedBy(operation)
    if (accepted === null) continue
    const { session } = accepted
    const take = async (draft: typeof accepted.draft, gate?: Gate): Promise<Reply> => {
      const reply = await probing.send(session, { ...requestOf(draft), ...(gate === undefined ? {} : { gate }), mayFail: true })
      rememberCreated(probing, accepted, reply)
      return reply
    }
    const first = await probing.freshDraft(accepted)
    const once = await take(first)
    const twice = isSuccess(once) ? await take(first) : null
    // Only what is refused the second time is there once.
    if (twice === null || !isDeclined(twice)) continue
    operation.probes += 1
    let replies: readonly Reply[] = []
    let ids = new Set<string>()
    for (let round = 0; round < ROUNDS && ids.size < 2; round += 1) {
      const draft = await probing.freshDraft(accepted)
      const gate = new Gate(AT_ONCE)
      replies = await Promise.all(Array.from({ length: AT_ONCE }, () => take(draft, gate)))
      ids = new Set(replies.filter(isSuccess).flatMap((reply) => idOf(jsonOf(reply)) ?? []))
    }
    const wins = replies.filter(isSuccess)
    probing.trial(
      'raceConditions',
      trialOn(operation, {
        name: 'taken at once',
        saw: ids.size > 1 ? 'effect' : wins.length === 1 ? 'no-effect' : 'unclear',
        effect: `${wins.length} of ${AT_ONCE} requests for one thing at once were taken and made ${ids.size} objects, where the second in turn got ${twice.status}`,
        identity: session?.name ?? 'anonymous',
        baseline: once.exchange,
        control: twice.exchange,
        attempts: exchangesOf(...(ids.size > 1 ? wins.slice(0, 2) : replies.slice(0, 2))),
        reproduced: { count: Math.min(2, ids.size), of: 2 },
      }),
    )
  }
}
