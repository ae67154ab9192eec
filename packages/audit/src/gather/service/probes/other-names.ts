import type { Operation } from '../operations.ts'
import type { Probing } from '../probing.ts'
import { isSuccess, jsonOf, type Reply } from '../reply.ts'
import { type Draft, requestOf } from '../requests.ts'
import type { Session } from '../session.ts'
import { idOf, itemOf } from '../state.ts'
import { exchangesOf, sawWithout, trialOn } from '../trial-parts.ts'
import { firstObject } from './protected-at-creation.ts'
import { isSameObject } from './same-object.ts'

/** Names beside the id under which services find a thing. */
const NAMES = /^(?:number|no|ref|reference|slug|code|key|uuid|handle|\w+_?(?:number|no|ref|reference|slug))$/i
const MOST_NAMES = 2

/** An own thing by another of its names, asked for by another user: `/invoices/INV-0007` beside `/invoices/7`. */
export async function probeOtherNames(probing: Probing, owner: Session, other: Session): Promise<void> {
  for (const operation of probing.wireOperations) {
    const item = operation.method === 'GET' ? itemOf(operation.path) : null
    const accepted = item === null ? null : await probing.acceptedBy(operation)
    if (item === null || accepted === null || accepted.session !== owner) continue
    for (const name of namesIn(accepted.reply, accepted.draft.path[item.parameter] ?? '').slice(0, MOST_NAMES))
      await probeName(probing, operation, { ...accepted.draft, path: { ...accepted.draft.path, [item.parameter]: name } }, owner, other)
  }
}

/** What else an answer calls the thing that was asked for by its id. */
function namesIn(reply: Reply, asked: string): readonly string[] {
  const node = firstObject(jsonOf(reply))
  if (node === undefined || String(idOf(node)) !== asked) return []
  return Object.entries(node).flatMap(([name, value]) =>
    NAMES.test(name) && typeof value === 'string' && /^[\w.-]{3,60}$/.test(value) && value !== asked ? [value] : [],
  )
}

async function probeName(probing: Probing, operation: Operation, draft: Draft, owner: Session, other: Session): Promise<void> {
  const ask = (by: Session): Promise<Reply> => probing.send(by, { ...requestOf(draft), mayFail: true })
  const own = await ask(owner)
  // A service that knows no such name answers nothing.
  if (!isSuccess(own)) return
  const shows = (reply: Reply): boolean => isSuccess(reply) && isSameObject(own, reply, [owner, other])
  const attempts = [await ask(other)]
  if (attempts.some(shows)) attempts.push(await ask(other))
  const count = attempts.filter(shows).length
  const anonymous = count > 0 ? await probing.client.send({ ...requestOf(draft), identity: 'anonymous', mayFail: true }) : null
  operation.probes += 1
  probing.trial(
    'objectAccess',
    trialOn(operation, {
      name: 'read by another name',
      saw: count === 2 ? 'effect' : count > 0 ? 'unclear' : sawWithout(attempts[0]),
      effect:
        count > 0
          ? `${other.name} got the object of ${owner.name} by another of its names`
          : `${other.name} got ${attempts[0]?.status ?? 0}`,
      identity: other.name,
      baseline: own.exchange,
      control: anonymous?.exchange ?? attempts[0]?.exchange ?? null,
      attempts: exchangesOf(...attempts),
      reproduced: { count, of: attempts.length },
      details: { isPublic: anonymous !== null && shows(anonymous), hasCanary: false },
    }),
  )
}
