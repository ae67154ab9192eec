import type { Operation } from '../operations.ts'
import type { Probing } from '../probing.ts'
import { isSuccess, isTaken, type Reply } from '../reply.ts'
import { draftOf, requestOf } from '../requests.ts'
import type { Session } from '../session.ts'
import { type CreatedObject, itemOf, shape } from '../state.ts'
import type { Member, Tenant } from '../tenants.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'
import { saidOn } from './same-object.ts'

const MOST_PAIRS = 3
const TWICE = 2
const APPROVES = /^(?:approve|accept|confirm|grant)$/i
const REJECTS = /^(?:reject|decline|deny|refuse)$/i
const SUBMITS = /^(?:submit|request|propose|hand-?in)$/i

/** The two ways in which one thing is decided, and what brings it before whoever decides. */
export interface Decision {
  readonly collection: string
  readonly parameter: string
  readonly approve: Operation
  readonly reject: Operation
  readonly submit: Operation | null
}

/** Decisions on things below a path. */
export function decisionsBelow(operations: readonly Operation[], prefix: string): readonly Decision[] {
  return operations.flatMap((approve): Decision[] => {
    const [, item = '', act = ''] = /^(.*)\/([^{}/]+)\/?$/.exec(approve.path) ?? []
    const place = itemOf(item)
    if (approve.method !== 'POST' || place === null || !APPROVES.test(act) || !approve.path.startsWith(prefix)) return []
    const beside = (words: RegExp): Operation | null =>
      operations.find(
        ({ method, path }) =>
          method === 'POST' && shape(path).startsWith(`${shape(item)}/`) && words.test(shape(path).slice(shape(item).length + 1)),
      ) ?? null
    const reject = beside(REJECTS)
    return reject === null ? [] : [{ ...place, approve, reject, submit: beside(SUBMITS) }]
  })
}

/** A member approves what it made itself, where to reject the very same is refused to it: one of the two has forgotten to ask for the role. */
export async function probeOwnDecisions(probing: Probing, tenant: Tenant, members: readonly Member[]): Promise<void> {
  for (const decision of decisionsBelow(probing.wireOperations, `${tenant.kind.template}/`).slice(0, MOST_PAIRS))
    for (const member of members) if (await decideOwn(probing, tenant, decision, member)) break
}

/** False where the member makes nothing that could be decided. */
async function decideOwn(
  probing: Probing,
  tenant: Tenant,
  { collection, parameter, approve, reject, submit }: Decision,
  { session, role }: Member,
): Promise<boolean> {
  const act = (operation: Operation, object: CreatedObject): Promise<Reply> =>
    actOn(probing, operation, { ...tenant.ids, [parameter]: object.id }, session)
  const attempts: Reply[] = []
  let control: Reply | null = null
  let before: Reply | null = null
  let count = 0
  for (let repeat = 0; repeat < TWICE; repeat += 1) {
    const object = await probing.create(collection, tenant.ids, session, parameter)
    if (object === null) return false
    if (submit !== null) await act(submit, object)
    control = await act(reject, object)
    if (control.status !== 403) return true
    before = await look(probing, object, tenant.owner)
    const reply = await act(approve, object)
    attempts.push(reply)
    const after = await look(probing, object, tenant.owner)
    if (!isTaken(reply) || before === null || after === null || saidOn(before, []) === saidOn(after, [])) break
    count += 1
  }
  const last = attempts.at(-1)
  approve.probes += 1
  probing.trial(
    'functionAccess',
    trialOn(approve, {
      name: 'decided oneself',
      saw: count === TWICE ? 'effect' : count === 0 && last !== undefined && [403, 404].includes(last.status) ? 'no-effect' : 'unclear',
      effect:
        count > 0
          ? `a member with the role ${role} approved what it had made itself; the owner sees it, and ${reject.key} of the same was refused (${control?.status ?? 0})`
          : `a member with the role ${role} got ${last?.status ?? 0}`,
      identity: session.name,
      baseline: before?.exchange ?? null,
      control: control?.exchange ?? null,
      attempts: exchangesOf(...attempts),
      reproduced: { count, of: TWICE },
      details: { isEscalation: true },
    }),
  )
  return true
}

export function actOn(probing: Probing, operation: Operation, ids: Readonly<Record<string, string>>, session: Session): Promise<Reply> {
  return probing.send(session, { ...requestOf(draftOf(operation, probing.values, ids, {})), mayFail: true })
}

/** An object as its reader shows it; null where it is shown by itself nowhere. */
export async function look(probing: Probing, object: CreatedObject, session: Session): Promise<Reply | null> {
  const reader = probing.state.readerOf(object)
  if (reader === null) return null
  const reply = await probing.send(session, { method: 'GET', path: reader.path, mayFail: true })
  return isSuccess(reply) ? reply : null
}
