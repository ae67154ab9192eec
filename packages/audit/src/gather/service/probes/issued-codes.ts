import { Gate } from '../gate.ts'
import type { Operation } from '../operations.ts'
import type { Accepted, Probing } from '../probing.ts'
import { isDeclined, isSuccess, isTaken, jsonOf, type Reply } from '../reply.ts'
import { draftOf, requestOf } from '../requests.ts'
import type { Session } from '../session.ts'
import { rememberCreated } from '../state-keeping.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'

/** What makes codes that somebody may redeem, by the last word of its path. */
const ISSUES = /\/(?:vouchers?|coupons?|promo(?:tion)?[-_]?codes?|promotions|gift[-_]?(?:cards?|codes?)|discount[-_]?codes?|codes)\/?$/i
const REDEEMS = /\/(?:redeem|claim|apply|vouchers?|coupons?|promo(?:tion|-?code)?s?|gift-?cards?|use)\/?$/i
const CODE = /^(?:\w+_)?(?:code|voucher|coupon)$/i
const USES = /^(?:max|total|remaining)?_?(?:uses|redemptions|quantity|count|usages)$|_uses$/i
const AT_ONCE = 10
const ROUNDS = 2
const MOST = 2

/** Codes that an administrator of the run issues and its users redeem: once each, also at once, and by nobody who does not know them. */
export async function probeIssuedCodes(probing: Probing): Promise<void> {
  const issuer = await issuerOf(probing)
  if (issuer === null || probing.identities.register === null) return
  const redeeming = probing.wireOperations.filter(
    (operation) =>
      operation.method === 'POST' && operation !== issuer.operation && REDEEMS.test(operation.path) && codeFieldOf(operation) !== null,
  )
  for (const operation of redeeming.slice(0, MOST))
    await new Redeeming(probing, issuer, operation, codeFieldOf(operation) ?? 'code').probe()
}

function codeFieldOf({ body }: Operation): string | null {
  return Object.keys(body?.schema.properties ?? {}).find((name) => CODE.test(name)) ?? null
}

/** An operation that issues the code that it is given, and who may. */
interface Issuer extends Accepted {
  readonly field: string
}

async function issuerOf(probing: Probing): Promise<Issuer | null> {
  const { admin } = probing.identities
  for (const operation of probing.wireOperations) {
    const field = codeFieldOf(operation)
    if (operation.method !== 'POST' || field === null || !ISSUES.test(operation.path) || operation.path.includes('{')) continue
    const draft = draftOf(operation, probing.values, {}, {})
    for (const session of admin === null ? [] : [admin]) {
      const issuer = { operation, draft, session, field }
      const reply = await issue(probing, issuer, codeFor(probing))
      if (isTaken(reply)) return { ...issuer, reply }
    }
  }
  return null
}

/** A code as most services write them. */
const codeFor = (probing: Probing): string => `ASSAY-${probing.values.nonce('code', 10).toUpperCase()}`

async function issue(probing: Probing, { operation, draft, session, field }: Omit<Issuer, 'reply'>, code: string): Promise<Reply> {
  const uses = Object.keys(operation.body?.schema.properties ?? {}).filter((name) => USES.test(name))
  const body = { ...draft.body, ...Object.fromEntries(uses.map((name) => [name, 100])), [field]: code }
  const reply = await probing.send(session, { ...requestOf({ ...draft, body }), mayFail: true })
  rememberCreated(probing, { operation, draft, session, reply }, reply)
  return reply
}

class Redeeming {
  private readonly probing: Probing
  private readonly issuer: Issuer
  private readonly operation: Operation
  private readonly field: string

  constructor(probing: Probing, issuer: Issuer, operation: Operation, field: string) {
    this.probing = probing
    this.issuer = issuer
    this.operation = operation
    this.field = field
  }

  async probe(): Promise<void> {
    const first = await this.newUser()
    const code = await this.newCode()
    if (first === null || code === null) return
    const once = await this.redeem(first, code)
    const twice = await this.redeem(first, code)
    if (!isTaken(once))
      return void this.probing.notTried('raceConditions', this.operation.key, 'no-data', `a code that was issued for it got ${once.status}`)
    if (!isTaken(twice) && twice.status < 500) await this.atOnce(first, once, twice)
    await this.byOperator()
  }

  private async newUser(): Promise<Session | null> {
    this.probing.client.takeNextAddress()
    return this.probing.identities.registerUser('user-redeeming', {})
  }

  private async newCode(): Promise<string | null> {
    const code = codeFor(this.probing)
    return isTaken(await issue(this.probing, this.issuer, code)) ? code : null
  }

  /** Redeems below what the user has of its own, where the path names something. */
  private async redeem(user: Session, code: unknown, gate?: Gate): Promise<Reply> {
    const draft = draftOf(this.operation, this.probing.values, await this.probing.idsFor(this.operation, user), {})
    return this.probing.send(user, {
      ...requestOf({ ...draft, body: { ...draft.body, [this.field]: code } }),
      ...(gate === undefined ? {} : { gate }),
      mayFail: true,
    })
  }

  private async atOnce(first: Session, once: Reply, twice: Reply): Promise<void> {
    let replies: readonly Reply[] = []
    let wins: readonly Reply[] = []
    for (let round = 0; round < ROUNDS && wins.length < 2; round += 1) {
      const user = await this.newUser()
      const code = await this.newCode()
      if (user === null || code === null) return
      await this.probing.idsFor(this.operation, user)
      const gate = new Gate(AT_ONCE)
      replies = await Promise.all(Array.from({ length: AT_ONCE }, () => this.redeem(user, code, gate)))
      wins = replies.filter(isTaken)
    }
    const hasGrown = wins.length > 1 && wins.some((win) => given(win) > given(once))
    this.operation.probes += 1
    this.probing.trial(
      'raceConditions',
      trialOn(this.operation, {
        name: 'redeemed at once',
        saw: wins.length > 1 ? 'effect' : wins.length === 1 ? 'no-effect' : 'unclear',
        effect: `${wins.length} of ${AT_ONCE} at once redeemed one code, where the second in turn got ${twice.status}${hasGrown ? '; what it gives was given more than once' : ''}`,
        identity: first.name,
        baseline: once.exchange,
        control: twice.exchange,
        attempts: exchangesOf(...(wins.length > 1 ? wins : replies).slice(0, 2)),
        reproduced: { count: hasGrown ? Math.min(2, wins.length) : wins.length > 1 ? 1 : 0, of: 2 },
      }),
    )
  }

  /** An operator that asks for the code of ours in place of the code itself: where it is taken, others find the codes of others. */
  private async byOperator(): Promise<void> {
    const attempts: Reply[] = []
    let control: Reply | null = null
    for (let repeat = 0; repeat < 2; repeat += 1) {
      const user = await this.newUser()
      const code = await this.newCode()
      if (user === null || code === null) return
      control = await this.redeem(user, { $eq: codeFor(this.probing) })
      const reply = await this.redeem(user, { $eq: code })
      attempts.push(reply)
      if (!isTaken(reply) || isTaken(control)) break
    }
    const count = control !== null && !isTaken(control) ? attempts.filter(isTaken).length : 0
    const last = attempts.at(-1)
    // Who takes any object for a code, or is not there to answer, refused no operator.
    const isRefused = [control, last].every((reply) => reply != null && isDeclined(reply))
    this.probing.trial(
      'nosqlInjection',
      trialOn(this.operation, {
        name: 'operator for a code',
        parameter: `body ${this.field}`,
        saw: count === 2 ? 'effect' : count === 0 && isRefused ? 'no-effect' : 'unclear',
        effect:
          count > 0
            ? '$eq with a code redeems it and with a word that is none does not: operators are followed in place of a code'
            : `operators in place of a code got ${control?.status ?? 0} and ${last?.status ?? 0}`,
        identity: 'user-redeeming',
        baseline: control?.exchange ?? null,
        control: control?.exchange ?? null,
        attempts: exchangesOf(...attempts),
        reproduced: { count, of: 2 },
      }),
    )
  }
}

/** The greatest number that an answer gives, ids and times left out. */
function given(reply: Reply): number {
  const numbers: number[] = []
  const visit = (node: unknown, depth: number): void => {
    if (typeof node !== 'object' || node === null || depth > 2) return
    for (const [name, value] of Object.entries(node)) {
      if (typeof value === 'number' && !/id$|_at$|At$|time|stamp|date/i.test(name)) numbers.push(value)
      else visit(value, depth + 1)
    }
  }
  if (isSuccess(reply)) visit(jsonOf(reply), 0)
  return Math.max(Number.NEGATIVE_INFINITY, ...numbers)
}
