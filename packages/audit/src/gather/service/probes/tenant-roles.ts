import type { Operation } from '../operations.ts'
import type { Probing } from '../probing.ts'
import { isRefusal, isTaken, type Reply } from '../reply.ts'
import { type Member, rankOf, roleFieldOf, rolesOf, type Tenant } from '../tenants.ts'
import { exchangesOf, sawWithout, trialOn } from '../trial-parts.ts'

const TWICE = 2

/** What members of something shared may do who are not its owner: raise themselves, invite above themselves, take others out. */
export function probeTenantRoles(probing: Probing, tenant: Tenant, members: readonly Member[]): Promise<void> {
  return new Roles(probing, tenant, members).probe()
}

/** What came of an attempt that was made by the members in turn. */
interface Seen {
  readonly saw: 'effect' | 'no-effect' | 'unclear'
  readonly effect: string
  readonly by: Member
  readonly baseline: Reply
  readonly control: Reply | null
  readonly attempts: readonly Reply[]
  readonly count: number
}

class Roles {
  private readonly probing: Probing
  private readonly tenant: Tenant
  private readonly members: readonly Member[]
  /** What came of a change by the owner, asked for once. */
  private byOwner: 'seen' | 'taken' | 'refused' | null = null

  constructor(probing: Probing, tenant: Tenant, members: readonly Member[]) {
    this.probing = probing
    this.tenant = tenant
    this.members = members
  }

  async probe(): Promise<void> {
    const { change, invite, add, remove } = this.tenant.kind
    if (change !== null) await this.byEach(change, 'raised in a tenant', (member) => this.raise(change, member))
    const taking = invite ?? add
    if (taking !== null && roleFieldOf(taking) !== null)
      await this.byEach(taking, 'invited above', (member) => this.inviteAbove(taking, member))
    const [lowest] = this.members
    if (remove !== null && lowest !== undefined && mayLittle(lowest))
      await this.byEach(remove, 'took out', (member) => this.takeOut(member))
  }

  /** Lets the members try from the lowest role up, until one gets through. */
  private async byEach(operation: Operation, name: string, attempt: (member: Member) => Promise<Seen | null>): Promise<void> {
    let last: Seen | null = null
    for (const member of this.members) {
      const seen = await attempt(member)
      if (seen !== null && (last === null || weightOf(seen) >= weightOf(last))) last = seen
      if (seen?.saw === 'effect') break
    }
    if (last === null) return
    operation.probes += 1
    this.probing.trial(
      'functionAccess',
      trialOn(operation, {
        name,
        saw: last.saw,
        effect: last.effect,
        identity: last.by.session.name,
        baseline: last.baseline.exchange,
        control: last.control?.exchange ?? null,
        attempts: exchangesOf(...last.attempts),
        reproduced: { count: last.count, of: TWICE },
        details: { isEscalation: true },
      }),
    )
  }

  /** A member gives itself the highest role; the owner looks, and takes it back. */
  private async raise(change: Operation, member: Member): Promise<Seen | null> {
    const role = highestOf(change, member)
    if (role === null) return null
    const { tenant } = this
    const baseline = await tenant.list()
    const attempts: Reply[] = []
    let count = 0
    for (let repeat = 0; repeat < TWICE; repeat += 1) {
      const reply = await tenant.changeRole(member, role, member.session)
      attempts.push(reply)
      if (!isTaken(reply)) break
      if ((await tenant.memberOf(member.session))?.role !== role) break
      count += 1
      await tenant.changeRole(member, member.role, tenant.owner)
    }
    const done = `a member with the role ${member.role} gave itself the role ${role}; the owner sees it`
    const isUnchanged = count === 0 && (await this.isForOwner(change, member, role, attempts[0] ?? baseline))
    return seenOf(member, { count, attempts, baseline, done, isUnchanged })
  }

  /** Whether the owner does what a member did not: the change is seen, or is taken where the member is refused and there is no other role to give. */
  private async isForOwner(change: Operation, member: Member, highest: string, reply: Reply): Promise<boolean> {
    this.byOwner ??= await this.changeByOwner(change, member, highest)
    return this.byOwner === 'seen' || (this.byOwner === 'taken' && isRefusal(reply))
  }

  /** The owner gives a member a role below the highest, or its own, and takes that back. */
  private async changeByOwner(change: Operation, member: Member, highest: string): Promise<'seen' | 'taken' | 'refused'> {
    const { tenant } = this
    const role = rolesOf([change]).find((each) => each !== member.role && each !== highest) ?? member.role
    const reply = await tenant.changeRole(member, role, tenant.owner)
    const isChanged = isTaken(reply) && (await tenant.memberOf(member.session))?.role === role
    if (role === member.role) return isChanged ? 'taken' : 'refused'
    await tenant.changeRole(member, member.role, tenant.owner)
    return isChanged ? 'seen' : 'refused'
  }

  /** A member lets somebody in with a role above its own. */
  private async inviteAbove(taking: Operation, member: Member): Promise<Seen | null> {
    const role = highestOf(taking, member)
    if (role === null) return null
    const { tenant } = this
    const baseline = await tenant.list()
    const isByCode = taking === tenant.kind.invite
    const first = isByCode ? await tenant.invite(role, member.session) : null
    if (first !== null && !isTaken(first))
      return seenOf(member, { count: 0, attempts: [first], baseline, done: '', isUnchanged: sawWithout(first) === 'no-effect' })
    let guest: Member | null = null
    let list = baseline
    let count = 0
    for (let repeat = 0; repeat < TWICE && count === repeat; repeat += 1) {
      guest = await tenant.join(role, member.session)
      list = await tenant.list()
      if (guest?.role === role) count += 1
      if (guest !== null && tenant.kind.remove !== null) await tenant.remove(guest, tenant.owner)
    }
    const done = `a member with the role ${member.role} let somebody in as ${role}; the owner sees them in the list`
    const attempts = [...(first === null ? [] : [first]), list]
    return seenOf(member, { count, attempts, baseline, done, isUnchanged: guest !== null && count === 0 })
  }

  /** A member with the least rights takes out another; the owner looks who is left. */
  private async takeOut(member: Member): Promise<Seen | null> {
    if (!mayLittle(member)) return null
    const { tenant } = this
    const role = this.members.find((other) => other !== member)?.role ?? member.role
    const attempts: Reply[] = []
    let baseline: Reply | null = null
    let control: Reply | null = null
    let count = 0
    let isRemovable = false
    for (let repeat = 0; repeat < TWICE; repeat += 1) {
      const other = await tenant.join(role)
      if (other === null) break
      baseline = await tenant.list()
      const reply = await tenant.remove(other, member.session)
      attempts.push(reply)
      control = await tenant.list()
      const isGone = isTaken(reply) && (await tenant.memberOf(other.session)) === null
      if (isGone) count += 1
      else {
        isRemovable = isTaken(await tenant.remove(other, tenant.owner)) && (await tenant.memberOf(other.session)) === null
        break
      }
    }
    if (baseline === null) return null
    const done = `a member with the role ${member.role} took another out; the owner sees them no more`
    return { ...seenOf(member, { count, attempts, baseline, done, isUnchanged: count === 0 && isRemovable }), control }
  }
}

/** How much an attempt says of the whole: one that got through, if only once, more than all that were refused. */
function weightOf({ saw, count }: Seen): number {
  if (count > 0) return 2
  return saw === 'no-effect' ? 1 : 0
}

/** The least rights that there are, by the word for them. */
function mayLittle({ role }: Member): boolean {
  return (rankOf(role) ?? Number.POSITIVE_INFINITY) <= 1
}

/** The highest role that an operation offers, where it is above the member's own. */
function highestOf(operation: Operation, { role }: Member): string | null {
  const highest = rolesOf([operation]).at(-1)
  return highest !== undefined && (rankOf(highest) ?? 0) > (rankOf(role) ?? 0) ? highest : null
}

interface Done {
  /** What an attempt that got through did. */
  readonly done: string
  /** The owner looked, and sees no change. */
  readonly isUnchanged: boolean
}

function seenOf(by: Member, { count, attempts, baseline, done, isUnchanged }: Pick<Seen, 'count' | 'attempts' | 'baseline'> & Done): Seen {
  const last = attempts.at(-1)
  const isAnswered = last !== undefined && last.status > 0 && last.status !== 429 && last.status < 500
  return {
    by,
    count,
    attempts,
    baseline,
    control: baseline,
    saw: count === TWICE ? 'effect' : count === 0 && isUnchanged && isAnswered ? 'no-effect' : 'unclear',
    effect: count > 0 ? done : `a member with the role ${by.role} got ${last?.status ?? 0}`,
  }
}
