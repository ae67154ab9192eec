import type { Probing } from '../probing.ts'
import { type Member, rankOf, rolesOf, Tenant, tenantKinds } from '../tenants.ts'
import { probeJoiningByLink } from './joining-by-link.ts'
import { probeKeptMembership } from './kept-membership.ts'
import { probeOwnDecisions } from './own-decisions.ts'
import { probeSkippedDecisions } from './skipped-decisions.ts'
import { probeTenantRoles } from './tenant-roles.ts'
import { probeUnlistedMembers } from './unlisted-members.ts'

const MOST_KINDS = 2
/** Roles whose members are let try, from the lowest. */
const MOST_ROLES = 3

/** What several users share, with members of each role taken in: what each of them may do there, and what is left to those who were taken out. */
export async function probeTenants(probing: Probing): Promise<void> {
  const { ordinaryUser } = probing.identities
  await probeSkippedDecisions(probing)
  await probeUnlistedMembers(probing)
  if (ordinaryUser === null || probing.identities.register === null || !probing.mayWrite) return
  for (const kind of tenantKinds(probing.wireOperations).slice(0, MOST_KINDS)) {
    const tenant = await Tenant.open(probing, kind, ordinaryUser)
    const owner = tenant === null ? null : await tenant.memberOf(ordinaryUser)
    if (tenant === null || owner === null) {
      probing.notTried('functionAccess', kind.lister.key, 'no-data', 'nothing of our own could be made that others are taken into')
      continue
    }
    const members = await membersOf(tenant, owner.role)
    if (members.length === 0) {
      probing.notTried('functionAccess', kind.lister.key, 'no-data', 'nobody could be taken in')
      continue
    }
    await probeOwnDecisions(probing, tenant, members)
    await probeTenantRoles(probing, tenant, members)
    await probeKeptMembership(probing, tenant, members)
    await probeJoiningByLink(probing, tenant, members)
  }
}

/** One member of each role below the owner's, from the lowest. */
async function membersOf(tenant: Tenant, top: string): Promise<readonly Member[]> {
  const offered = rolesOf([tenant.kind.invite ?? tenant.kind.add])
  const below = offered.filter((role) => role !== top && (rankOf(role) ?? 0) < (rankOf(top) ?? Number.POSITIVE_INFINITY))
  const members: Member[] = []
  for (const role of below.length === 0 ? [null] : below.slice(0, MOST_ROLES)) {
    const member = await tenant.join(role)
    if (member !== null && member.role !== top) members.push(member)
  }
  return members
}
