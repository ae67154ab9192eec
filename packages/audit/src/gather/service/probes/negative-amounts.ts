import { balanceIn } from '../balances.ts'
import type { Operation } from '../operations.ts'
import { numeric } from '../own-ids.ts'
import type { Probing } from '../probing.ts'
import { isDeclined, isTaken, normalised, type Reply } from '../reply.ts'
import { draftOf, requestOf } from '../requests.ts'
import type { Session } from '../session.ts'
import { type CreatedObject, fill, itemOf } from '../state.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'

const MOVES = /\/(?:transfer|send|move|pay|withdraw|payout)\/?$/i
const AMOUNT = /^(?:amount|cents|sum|value|points|credits?|quantity)(?:_?cents)?$/i
const TARGET = /^(?:target|to|destination|recipient|receiver|payee)(?:_?(?:id|account|wallet|workspace|team))?$/i
const SUM = 7
const MOST = 2

/** Less than nothing, moved from one own thing to another: whoever sends it has more afterwards, and could take it from anybody. */
export async function probeNegativeAmounts(probing: Probing): Promise<void> {
  const { ordinaryUser } = probing.identities
  if (ordinaryUser === null || !probing.mayWrite) return
  const moves = probing.wireOperations.filter(({ method, path, body }) => {
    const names = Object.keys(body?.schema.properties ?? {})
    return (
      method === 'POST' &&
      MOVES.test(path) &&
      path.includes('{') &&
      names.some((name) => AMOUNT.test(name)) &&
      names.some((name) => TARGET.test(name))
    )
  })
  for (const operation of moves.slice(0, MOST)) await probeOne(probing, operation, ordinaryUser)
}

async function probeOne(probing: Probing, operation: Operation, user: Session): Promise<void> {
  const item = itemOf(operation.path.slice(0, operation.path.lastIndexOf('}') + 1))
  const names = Object.keys(operation.body?.schema.properties ?? {})
  const [amount, target] = [names.find((name) => AMOUNT.test(name)), names.find((name) => TARGET.test(name))]
  if (item === null || amount === undefined || target === undefined) return
  const above = await probing.idsFor(operation, user)
  const make = (): Promise<CreatedObject | null> => probing.create(item.collection, above, user, item.parameter)
  const source = await make()
  const receiver = source === null ? null : await make()
  if (source === null || receiver === null || source.id === receiver.id) return
  const look = (): Promise<Reply> =>
    probing.send(user, {
      method: 'GET',
      path: fill(`${item.collection}/{${item.parameter}}`, { ...above, [item.parameter]: source.id }),
      mayFail: true,
    })
  const move = (sum: number): Promise<Reply> => {
    const draft = draftOf(operation, probing.values, { ...above, [item.parameter]: source.id }, {})
    const body = { ...draft.body, [target]: numeric(receiver.id), [amount]: sum }
    return probing.send(user, { ...requestOf({ ...draft, body }), mayFail: true })
  }
  const first = await look()
  const filled = balanceIn(first)
  if (filled === null) return
  // Where there is something to be moved, a request that is right is taken: others are refused for what they ask, and not for how.
  const good = filled > 0 ? await move(1) : null
  if (good !== null && !isTaken(good))
    return void probing.notTried('schemaValidation', operation.key, 'no-data', `no move was accepted (${good.status})`)
  const before = good === null ? first : await look()
  const held = balanceIn(before)
  if (held === null) return
  // More than is there: who is refused that is asked whether there is enough.
  const control = await move(held + SUM)
  const attempts: Reply[] = []
  let count = 0
  for (let repeat = 0; repeat < 2 && count === repeat && !isTaken(control); repeat += 1) {
    const had = balanceIn(await look())
    attempts.push(await move(-SUM))
    const has = balanceIn(await look())
    if (had !== null && has === had + SUM) count += 1
  }
  const last = attempts.at(-1)
  const isRefused = last !== undefined && isDeclined(last) && (good !== null || isToldApart(control, last))
  // What came from nowhere goes back to where it was taken from.
  if (count > 0) await move(count * SUM)
  operation.probes += 1
  probing.trial(
    'schemaValidation',
    trialOn(operation, {
      name: 'less than nothing',
      parameter: `body ${amount}`,
      saw: count === 2 ? 'effect' : count === 0 && isRefused ? 'no-effect' : 'unclear',
      effect:
        count > 0
          ? `took ${amount}: -${SUM}, and whoever sent it had ${SUM} more; more than there was got ${control.status}`
          : `${amount}: -${SUM} got ${last?.status ?? control.status}`,
      identity: user.name,
      baseline: before.exchange,
      control: control.exchange,
      attempts: exchangesOf(...attempts),
      reproduced: { count, of: Math.max(1, attempts.length) },
      details: { taken: count > 0 ? 1 : 0, crashed: 0, refused: 0, tried: 1 },
    }),
  )
}

/** Whether two refusals say different things, the numbers that were sent left out. */
function isToldApart(one: Reply, other: Reply): boolean {
  const saidBy = ({ status, body }: Reply): string => `${status} ${normalised(body).replaceAll(/-?\d+/g, '~')}`
  return saidBy(one) !== saidBy(other)
}
