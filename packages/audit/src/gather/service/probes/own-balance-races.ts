import { heldBy, holdingOf } from '../balances.ts'
import { Gate } from '../gate.ts'
import type { Operation } from '../operations.ts'
import type { Probing } from '../probing.ts'
import { isSuccess, type Reply } from '../reply.ts'
import { requestOf } from '../requests.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'

const SPENDS = /\/(?:withdraw(?:als?)?|payouts?|cash-?outs?|spend(?:ings)?)\/?$/i
const AMOUNT = /^(?:cents|amount|sum|value|points|credits?|total)$/i
const AT_ONCE = 8
const ROUNDS = 3
const REFUSED = new Set([400, 402, 403, 409, 422])

/** The whole of what a new user holds, taken out in turn, where the second time is refused, and by another new user many times at once. */
export async function probeOwnBalances(probing: Probing): Promise<void> {
  if (probing.identities.register === null || !probing.mayDisturb) return
  const spending = probing.wireOperations.filter(
    ({ method, path, purpose }) => method === 'POST' && purpose === 'other' && !path.includes('{') && SPENDS.test(path),
  )
  const holding = holdingOf(probing.wireOperations)
  for (const operation of spending.slice(0, 2)) await probeOne(probing, operation, holding)
}

interface Holder {
  readonly held: number
  readonly spend: (gate?: Gate) => Promise<Reply>
}

async function probeOne(probing: Probing, operation: Operation, holding: readonly Operation[]): Promise<void> {
  const accepted = await probing.acceptedBy(operation)
  const field = Object.keys(accepted?.draft.body ?? {}).find((name) => AMOUNT.test(name))
  const give = (reason: string): void => probing.notTried('raceConditions', operation.key, 'no-data', reason)
  if (accepted === null || field === undefined) return give('no request with an amount was accepted')
  const holder = async (): Promise<Holder | null> => {
    probing.client.takeNextAddress()
    const user = await probing.identities.registerUser('user-holder', {})
    const held = user === null ? null : await heldBy(probing, user, holding)
    if (user === null || held === null || held <= 0) return null
    const draft = { ...accepted.draft, body: { ...accepted.draft.body, [field]: held } }
    return { held, spend: (gate) => probing.send(user, { ...requestOf(draft), ...(gate === undefined ? {} : { gate }), mayFail: true }) }
  }
  const first = await holder()
  if (first === null) return give('a new user holds nothing that could be taken out')
  const once = await first.spend()
  const twice = isSuccess(once) ? await first.spend() : null
  if (twice === null || !REFUSED.has(twice.status)) return give(`in turn it got ${once.status} and ${twice?.status ?? 0}`)
  operation.probes += 1
  let replies: readonly Reply[] = []
  let wins: readonly Reply[] = []
  for (let round = 0; round < ROUNDS && wins.length < 2; round += 1) {
    const next = await holder()
    if (next === null) break
    const gate = new Gate(AT_ONCE)
    replies = await Promise.all(Array.from({ length: AT_ONCE }, () => next.spend(gate)))
    wins = replies.filter(isSuccess)
  }
  probing.trial(
    'raceConditions',
    trialOn(operation, {
      name: 'taken out at once',
      saw: wins.length > 1 ? 'effect' : wins.length === 1 ? 'no-effect' : 'unclear',
      effect: `${wins.length} of ${AT_ONCE} requests at once for all that a user holds (${first.held}) were taken, where the second in turn got ${twice.status}`,
      identity: 'user-holder',
      baseline: once.exchange,
      control: twice.exchange,
      attempts: exchangesOf(...(wins.length > 1 ? wins.slice(0, 2) : replies.slice(0, 2))),
      reproduced: { count: wins.length > 1 ? 2 : 0, of: 2 },
    }),
  )
}
