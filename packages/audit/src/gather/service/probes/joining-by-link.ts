import type { Probing } from '../probing.ts'
import { isSuccess, type Reply } from '../reply.ts'
import type { Member, Tenant } from '../tenants.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'

/** An invitation that a GET takes: whoever follows a link, or has a page that does, belongs to what it was to. */
export async function probeJoiningByLink(probing: Probing, tenant: Tenant, members: readonly Member[]): Promise<void> {
  const { acceptByLink, remove } = tenant.kind
  if (acceptByLink === null) return
  const role = members[0]?.role || null
  const before = await tenant.list()
  const joined: Member[] = []
  const answers: Reply[] = []
  for (let repeat = 0; repeat < 2 && joined.length === repeat; repeat += 1) {
    const { member, accepted } = await tenant.joining(role, tenant.owner, acceptByLink)
    if (accepted !== null) answers.push(accepted)
    if (member !== null) joined.push(member)
  }
  const after = await tenant.list()
  for (const member of remove === null ? [] : joined) await tenant.remove(member, tenant.owner)
  acceptByLink.probes += 1
  probing.trial(
    'methods',
    trialOn(acceptByLink, {
      name: 'GET that writes',
      saw: joined.length === 2 ? 'effect' : joined.length === 0 && isSuccess(after) && answers.some(isRefused) ? 'no-effect' : 'unclear',
      effect:
        joined.length > 0
          ? 'a GET takes an invitation: its caller belongs to what it was to'
          : `a GET took no invitation (${answers.at(-1)?.status ?? 'none was sent'})`,
      identity: joined[0]?.session.name ?? 'user',
      baseline: before.exchange,
      control: before.exchange,
      attempts: exchangesOf(...answers, after),
      reproduced: { count: joined.length, of: 2 },
    }),
  )
}

function isRefused({ status }: Reply): boolean {
  return status >= 400 && status < 500 && status !== 429
}
