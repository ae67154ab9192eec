import type { Operation } from '../operations.ts'
import type { Probing } from '../probing.ts'
import { isSuccess, isTaken, jsonOf, type Reply } from '../reply.ts'
import { draftOf, requestOf } from '../requests.ts'
import type { Session } from '../session.ts'
import { type CreatedObject, fill, itemOf } from '../state.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'

const MOVES = /\/(?:transfer|send|move|pay|withdraw|payout)\/?$/i
const AMOUNT = /^(?:amount|cents|sum|value|points|credits?|quantity)(?:_?cents)?$/i
const TARGET = /^(?:target|to|destination|recipient|receiver|payee)(?:_?(?:id|account|wallet|workspace|team))?$/i
const HELD = /^(?:balance|credits?|funds|points|wallet)(?:_?cents)?$/i
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
    const to = /^\d{1,15}$/.test(receiver.id) ? Number(receiver.id) : receiver.id
    return probing.send(user, { ...requestOf({ ...draft, body: { ...draft.body, [target]: to, [amount]: sum } }), mayFail: true })
  }
  const before = await look()
  const held = heldIn(before)
  if (held === null) return
  // More than is there: who is refused that is asked whether there is enough.
  const control = await move(held + SUM)
  const attempts: Reply[] = []
  let count = 0
  for (let repeat = 0; repeat < 2 && count === repeat && !isTaken(control); repeat += 1) {
    const had = heldIn(await look())
    attempts.push(await move(-SUM))
    const has = heldIn(await look())
    if (had !== null && has === had + SUM) count += 1
  }
  const last = attempts.at(-1)
  // What came from nowhere goes back to where it was taken from.
  if (count > 0) await move(count * SUM)
  operation.probes += 1
  probing.trial(
    'schemaValidation',
    trialOn(operation, {
      name: 'less than nothing',
      parameter: `body ${amount}`,
      saw: count === 2 ? 'effect' : count === 1 || isTaken(control) ? 'unclear' : 'no-effect',
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

/** What something holds, by the answer about it; null where that does not say. */
function heldIn(reply: Reply, node: unknown = isSuccess(reply) ? jsonOf(reply) : null, depth = 0): number | null {
  if (typeof node !== 'object' || node === null || Array.isArray(node) || depth > 1) return null
  for (const [name, value] of Object.entries(node)) {
    if (typeof value === 'number' && HELD.test(name)) return value
    const inner = heldIn(reply, value, depth + 1)
    if (inner !== null) return inner
  }
  return null
}
