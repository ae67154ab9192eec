import type { Operation } from '../operations.ts'
import type { Probing } from '../probing.ts'
import { isTaken, jsonOf, type Reply } from '../reply.ts'
import type { Session } from '../session.ts'
import type { CreatedObject } from '../state.ts'
import { shape } from '../state.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'
import { actOn, type Decision, decisionsBelow, look } from './own-decisions.ts'
import { firstObject } from './protected-at-creation.ts'
import { saidOn } from './same-object.ts'

const MOST = 3
const TWICE = 2
/** Pays what was approved. */
const PAYS = /^(?:reimburse|pay-?out|disburse|refund|release)$/i
/** What is said of a thing that is not yet there to be decided. */
const NOT_YET: ReadonlySet<number> = new Set([400, 409, 412, 422])
/** What a thing calls its state, and what is said of one that was decided, or was never to be. */
const STATE = /^(?:status|state|decision|approval(?:_?(?:status|state))?)$/i
const APPROVED = /^(?:auto[-_ ]?)?(?:approved|accepted|confirmed|granted|authori[sz]ed|paid|reimbursed|completed|settled)$/i
const IS_APPROVED = /^(?:is_?)?(?:approved|accepted|confirmed|granted)(?:_?(?:at|by|on))?$/i

/** A new thing that nobody may approve yet, paid out all the same: the step that comes after the decision does not ask for it. */
export async function probeSkippedDecisions(probing: Probing): Promise<void> {
  const { ordinaryUser, admin } = probing.identities
  if (ordinaryUser === null || !probing.mayWrite) return
  for (const decision of decisionsBelow(probing.wireOperations, '/').slice(0, MOST)) {
    const item = shape(decision.approve.path).replace(/\/[^/]*$/, '')
    const pay = probing.wireOperations.find(
      ({ method, path }) => method === 'POST' && shape(path).startsWith(`${item}/`) && PAYS.test(shape(path).slice(item.length + 1)),
    )
    if (pay !== undefined) await skip(probing, decision, pay, ordinaryUser, admin)
  }
}

async function skip(
  probing: Probing,
  { collection, parameter, approve }: Decision,
  pay: Operation,
  maker: Session,
  admin: Session | null,
): Promise<void> {
  const attempts: Reply[] = []
  let control: Reply | null = null
  let before: Reply | null = null
  let count = 0
  for (let repeat = 0; repeat < TWICE; repeat += 1) {
    const ids = await probing.idsFor(approve, maker)
    const object: CreatedObject | null = await probing.create(collection, ids, maker, parameter, 'new')
    if (object === null) return
    before = await look(probing, object, maker)
    // What is approved as it is made may be paid out: that it is refused a second approval says nothing.
    if (before !== null && isApproved(before)) return
    const act = (operation: Operation, by: Session): Promise<Reply> => actOn(probing, operation, { ...ids, [parameter]: object.id }, by)
    let by = maker
    control = await act(approve, by)
    if (control.status === 403 && admin !== null) {
      by = admin
      control = await act(approve, by)
    }
    if (!NOT_YET.has(control.status)) return
    const reply = await act(pay, by)
    attempts.push(reply)
    const after = await look(probing, object, maker)
    if (!isTaken(reply) || before === null || after === null || saidOn(before, []) === saidOn(after, [])) break
    count += 1
  }
  const last = attempts.at(-1)
  pay.probes += 1
  probing.trial(
    'functionAccess',
    trialOn(pay, {
      name: 'skipped decision',
      saw: count === TWICE ? 'effect' : count === 0 && before !== null && isRefused(pay, last) ? 'no-effect' : 'unclear',
      effect:
        count > 0
          ? `it pays out what nobody approved: a new one, on which ${approve.key} was refused (${control?.status ?? 0})`
          : `it got ${last?.status ?? 0} for what nobody approved`,
      identity: maker.name,
      baseline: before?.exchange ?? null,
      control: control?.exchange ?? null,
      attempts: exchangesOf(...attempts),
      reproduced: { count, of: TWICE },
      details: { isEscalation: true },
    }),
  )
}

/** Whether the service says of a thing that it is approved. */
function isApproved(reply: Reply): boolean {
  return Object.entries(firstObject(jsonOf(reply)) ?? {}).some(
    ([name, value]) =>
      (STATE.test(name) && typeof value === 'string' && APPROVED.test(value)) ||
      (IS_APPROVED.test(name) && value !== null && value !== false && value !== 0 && value !== ''),
  )
}

/** Whether an answer is about the state of the thing, and not about what was sent, of which there is none where there is no body. */
function isRefused({ body }: Operation, reply: Reply | undefined): boolean {
  if (reply === undefined) return false
  return [403, 404, 409, 412].includes(reply.status) || (body === null && NOT_YET.has(reply.status))
}
