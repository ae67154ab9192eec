import { setTimeout as pause } from 'node:timers/promises'
import type { Probing } from '../probing.ts'
import { isSuccess, isTaken, type Reply } from '../reply.ts'
import type { Session } from '../session.ts'
import { fill } from '../state.ts'
import type { Member, Tenant } from '../tenants.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'

/** So long a removal may take until it is known everywhere. */
const TOLERATED_MS = 5000

/**
 * Two members are taken out, one of whom asked for something before: who never asked is refused, and where the other goes on, what
 * the service remembers of its members outlives them.
 */
export async function probeKeptMembership(probing: Probing, tenant: Tenant, members: readonly Member[]): Promise<void> {
  const { remove, template, lister } = tenant.kind
  if (remove === null) return
  for (const member of members) await tenant.remove(member, tenant.owner)
  const known = await tenant.join(members[0]?.role || null)
  const silent = known === null ? null : await tenant.join(members[0]?.role || null)
  if (known === null || silent === null) return
  const reader = probing.wireOperations.some(({ method, path }) => method === 'GET' && path === template) ? template : lister.path
  const ask = (session: Session): Promise<Reply> => probing.send(session, { method: 'GET', path: fill(reader, tenant.ids), mayFail: true })
  const before = await ask(known.session)
  const removed = [await tenant.remove(known, tenant.owner), await tenant.remove(silent, tenant.owner)]
  const isGone = (await tenant.memberOf(known.session)) === null && (await tenant.memberOf(silent.session)) === null
  if (!isSuccess(before) || !removed.every(isTaken) || !isGone) return
  const after = await ask(known.session)
  const control = await ask(silent.session)
  // Who is shown it without belonging to it is shown it by design, or by another weakness.
  if (isSuccess(control)) return
  if (isSuccess(after)) await pause(TOLERATED_MS)
  const again = isSuccess(after) ? await ask(known.session) : null
  const isSeen = again !== null && isSuccess(again)
  remove.probes += 1
  probing.trial(
    'caching',
    trialOn(remove, {
      name: 'kept membership',
      saw: isSeen ? 'effect' : isSuccess(after) ? 'unclear' : 'no-effect',
      effect: isSeen
        ? `a member who had asked before is still shown GET ${reader} ${TOLERATED_MS / 1000} s after it was taken out, where one who had not is refused (${control.status})`
        : `a member who was taken out got ${after.status}`,
      identity: known.session.name,
      baseline: before.exchange,
      control: control.exchange,
      attempts: exchangesOf(after, again),
      reproduced: { count: isSeen ? 2 : 0, of: 2 },
      details: { leaks: false, isPublic: false },
    }),
  )
}
