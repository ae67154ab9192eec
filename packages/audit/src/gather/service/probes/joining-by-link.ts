import type { Probing } from '../probing.ts'
import type { Member, Tenant } from '../tenants.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'

/** An invitation that a GET takes: whoever follows a link, or has a page that does, belongs to what it was to. */
export async function probeJoiningByLink(probing: Probing, tenant: Tenant, members: readonly Member[]): Promise<void> {
  const { acceptByLink, remove } = tenant.kind
  if (acceptByLink === null) return
  const role = members[0]?.role || null
  const before = await tenant.list()
  const joined: Member[] = []
  for (let repeat = 0; repeat < 2 && joined.length === repeat; repeat += 1) {
    const member = await tenant.join(role, tenant.owner, acceptByLink)
    if (member !== null) joined.push(member)
  }
  const after = await tenant.list()
  for (const member of remove === null ? [] : joined) await tenant.remove(member, tenant.owner)
  acceptByLink.probes += 1
  probing.trial(
    'methods',
    trialOn(acceptByLink, {
      name: 'GET that writes',
      saw: joined.length === 2 ? 'effect' : joined.length === 0 ? 'no-effect' : 'unclear',
      effect: joined.length > 0 ? 'a GET takes an invitation: its caller belongs to what it was to' : 'a GET took no invitation',
      identity: joined[0]?.session.name ?? 'user',
      baseline: before.exchange,
      control: before.exchange,
      attempts: exchangesOf(after),
      reproduced: { count: joined.length, of: 2 },
    }),
  )
}
