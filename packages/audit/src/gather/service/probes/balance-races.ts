import { balanceIn } from '../balances.ts'
import { Gate } from '../gate.ts'
import type { Operation } from '../operations.ts'
import { numeric } from '../own-ids.ts'
import type { Probing } from '../probing.ts'
import { isSuccess, type Reply } from '../reply.ts'
import { draftOf, requestOf } from '../requests.ts'
import type { Session } from '../session.ts'
import type { CreatedObject } from '../state.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'

const MOVES = /\/(?:transfer|withdraw|spend|pay|payout|send|move|debit)\/?$/i
const FILLS = /\/(?:deposit|top-?up|credit|fund|charge|add-?funds)\/?$/i
const AMOUNT = /^(?:cents|amount|sum|value|quantity|points|credits?|total)$/i
const TARGET = /^(?:target|to|destination|recipient|receiver|payee)(?:_?(?:id|account|wallet))?$/i
/** What an account by itself calls what is in it. */
const IN_ACCOUNT = /^(?:cents|balance|amount|funds|credits?|points|available|total)$/i
const AT_ONCE = 8
const ROUNDS = 3
const SUM = 7

/** An own account with something in it, and another that the something goes to. */
interface Pair {
  readonly source: CreatedObject
  readonly target: CreatedObject
  /** What the first holds. */
  readonly held: number
}

interface Race {
  readonly wins: readonly Reply[]
  readonly after: Reply
  /** What the first account holds now; null where it does not say. */
  readonly left: number | null
}

/** What an account holds is spent in turn, where the second time is refused, and at once from another: then no more may leave than was there. */
export async function probeBalances(probing: Probing, user: Session): Promise<void> {
  const moves = probing.operations.filter(
    ({ method, path }) => method === 'POST' && MOVES.test(path) && /\/\{[^}/]+\}\/[^/{}]+\/?$/.test(path),
  )
  for (const operation of moves.slice(0, 2)) await new Balance(probing, operation, user).probe()
}

class Balance {
  private readonly probing: Probing
  private readonly operation: Operation
  private readonly user: Session
  private readonly collection: string
  private readonly parameter: string
  private readonly amountField: string | undefined
  private readonly targetField: string | undefined

  constructor(probing: Probing, operation: Operation, user: Session) {
    this.probing = probing
    this.operation = operation
    this.user = user
    const [, collection = '', parameter = ''] = /^(.*)\/\{([^}/]+)\}\/[^/{}]+\/?$/.exec(operation.path) ?? []
    this.collection = collection
    this.parameter = parameter
    const names = Object.keys(operation.body?.schema.properties ?? {})
    this.amountField = names.find((name) => AMOUNT.test(name))
    this.targetField = names.find((name) => TARGET.test(name))
  }

  async probe(): Promise<void> {
    const give = (reason: string): void => this.probing.notTried('raceConditions', this.operation.key, 'no-data', reason)
    if (this.amountField === undefined) return give('its body names no amount')
    const first = await this.filledPair()
    const second = first === null ? null : await this.filledPair()
    if (first === null || second === null) return give('no account of our own with something in it could be made')
    const once = await this.move(first, first.held)
    const twice = await this.move(first, first.held)
    if (!isSuccess(once)) return give(`no request was accepted (${once.status})`)
    if (isSuccess(twice) || twice.status >= 500)
      return give(`what is not there is given too (${twice.status}): nothing could be overdrawn at once only`)
    let race = await this.raceFor(second)
    // One race may be lost to chance, as long as all but one were refused.
    for (let more = 1; more < ROUNDS && race.wins.length === 1; more += 1) {
      const next = await this.filledPair()
      if (next === null) break
      race = await this.raceFor(next)
    }
    const { wins, after, left } = race
    const isSeen = wins.length > 1 && left !== null && left < 0
    this.operation.probes += 1
    this.probing.trial(
      'raceConditions',
      trialOn(this.operation, {
        name: 'overdrawn at once',
        saw: isSeen ? 'effect' : wins.length === 1 ? 'no-effect' : 'unclear',
        effect: `${wins.length} of ${AT_ONCE} at once were taken of an account that held enough for one${left === null ? '' : `; it holds ${left} now`}; the second in turn got ${twice.status}`,
        identity: this.user.name,
        baseline: once.exchange,
        control: twice.exchange,
        attempts: exchangesOf(...wins.slice(0, 2), after),
        reproduced: { count: isSeen ? 2 : 0, of: 2 },
      }),
    )
  }

  /** Spends what the first account of a pair holds many times at once. */
  private async raceFor(pair: Pair): Promise<Race> {
    const gate = new Gate(AT_ONCE)
    const replies = await Promise.all(Array.from({ length: AT_ONCE }, () => this.move(pair, pair.held, gate)))
    const after = await this.look(pair.source)
    return { wins: replies.filter(isSuccess), after, left: balanceIn(after, IN_ACCOUNT) }
  }

  /** Two accounts of our own, the first with something in it: from its start, filled by an operation for that, or by taking less than nothing from it. */
  private async filledPair(): Promise<Pair | null> {
    const source = await this.probing.create(this.collection, {}, this.user)
    const target = source === null ? null : await this.probing.create(this.collection, {}, this.user)
    if (source === null || target === null) return null
    const pair = { source, target, held: balanceIn(await this.look(source), IN_ACCOUNT) ?? 0 }
    if (pair.held > 0) return pair
    const filling = this.probing.operations.find(
      ({ method, path }) => method === 'POST' && FILLS.test(path) && path.startsWith(`${this.collection}/{`),
    )
    if (filling !== undefined) {
      const field = Object.keys(filling.body?.schema.properties ?? {}).find((name) => AMOUNT.test(name))
      const draft = draftOf(
        filling,
        this.probing.values,
        { [parameterIn(filling.path)]: source.id },
        field === undefined ? {} : { [field]: SUM },
      )
      await this.probing.send(this.user, { ...requestOf(draft), mayFail: true })
    }
    if (balanceIn(await this.look(source), IN_ACCOUNT) === 0) await this.move(pair, -SUM)
    const held = balanceIn(await this.look(source), IN_ACCOUNT) ?? 0
    return held > 0 ? { ...pair, held } : null
  }

  private move({ source, target }: Pair, sum: number, gate?: Gate): Promise<Reply> {
    const { targetField, amountField = 'amount' } = this
    const known = { [amountField]: sum, ...(targetField === undefined ? {} : { [targetField]: numeric(target.id) }) }
    const draft = draftOf(this.operation, this.probing.values, { [this.parameter]: source.id }, known)
    return this.probing.send(this.user, { ...requestOf(draft), ...(gate === undefined ? {} : { gate }), mayFail: true })
  }

  private look(object: CreatedObject): Promise<Reply> {
    return this.probing.send(this.user, { method: 'GET', path: this.probing.state.itemPath(object.collection, object.id), mayFail: true })
  }
}

function parameterIn(path: string): string {
  return /\{([^}/]+)\}/.exec(path)?.[1] ?? 'id'
}
