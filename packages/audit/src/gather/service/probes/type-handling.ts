import type { InjectionPoint } from '../injection-points.ts'
import { nameOf, submitAt, withoutSameIds } from '../injection-points.ts'
import type { Probing } from '../probing.ts'
import type { Reply } from '../reply.ts'
import { requestOf, withValue } from '../requests.ts'
import { rememberCreated } from '../state-keeping.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'
import { knownCredentials } from './enumeration.ts'

interface Case {
  readonly name: string
  readonly value: unknown
  readonly isNumber?: true
}

/** What tells most about a validated value comes first. */
const WRONG: readonly Case[] = [
  { name: 'object', value: { a: { b: 1 } } },
  { name: 'array', value: [[]] },
  { name: 'nul-byte', value: 'a\u0000b' },
  { name: 'null', value: null },
  { name: 'number', value: -1, isNumber: true },
  { name: 'huge-number', value: 1e308, isNumber: true },
  { name: 'empty', value: '' },
  { name: 'long-text', value: 'x'.repeat(20_000) },
  { name: 'unicode', value: '\u{1F4A9}\u202E\uD800' },
]
const WRONG_TEXT: readonly Case[] = [
  { name: 'text', value: 'NaN' },
  { name: 'nul-byte', value: 'a\u0000b' },
  ...WRONG.filter(({ value, name }) => typeof value !== 'object' && name !== 'nul-byte'),
  { name: 'date', value: '2024-02-30T99:99:99Z' },
  { name: 'percent', value: '%' },
]
/** A form knows texts and what is in brackets: no null, and a list as little as an object. */
const WRONG_OF_FORM = WRONG.filter(({ name }) => name !== 'null' && name !== 'array')
/** Refusals of what is no number after which no more of it is sent in place of one. */
const REFUSALS_THAT_TELL = 2
/** A request with all values wrong is sent until so many were refused: then one value stands in the way of the others. */
const MOST_REFUSED_TOGETHER = 1
const MOST_FAILURES = 2
/** Answers of a limit, or none, after which a place is left alone. */
const MOST_BLOCKED = 3
/** Places of one request that fail until the others are believed to fail alike. */
const MOST_FAILING = 3

/** Values of wrong types and sizes in every place, those of one request together first; a failure of the server is what counts, seen twice. */
export async function probeTypeHandling(probing: Probing, points: readonly InjectionPoint[]): Promise<void> {
  const groups = Map.groupBy(withoutSameIds(points), ({ accepted }) => accepted.operation.key)
  for (const group of groups.values()) {
    const [first] = group
    // A request that fails as it is tells nothing of what else makes it fail.
    if (first !== undefined && first.accepted.reply.status >= 500)
      probing.notTried('typeHandling', first.accepted.operation.key, 'no-data', `no request was accepted (${first.accepted.reply.status})`)
    else
      await probeRequest(
        probing,
        group.map((point) => new Tried(point)),
      )
  }
  await credentials(probing)
  await knownUser(probing)
}

/** One place, and what came of wrong values in it. */
class Tried {
  readonly point: InjectionPoint
  readonly cases: readonly Case[]
  readonly failures: { readonly name: string; readonly replies: readonly Reply[] }[] = []
  blocked = 0
  asked = 0
  private readonly isNumber: boolean
  private refusals = 0

  constructor(point: InjectionPoint) {
    this.point = point
    const isForm = /urlencoded|multipart/i.test(point.accepted.draft.operation.body?.contentType ?? '')
    this.cases = point.place.in !== 'body' ? WRONG_TEXT : isForm ? WRONG_OF_FORM : WRONG
    this.isNumber = typeof point.value === 'number' || (typeof point.value === 'string' && /^\d+$/.test(point.value))
  }

  wants({ name, value, isNumber }: Case): boolean {
    if (this.blocked >= MOST_BLOCKED && this.blocked * 2 > this.asked) return false
    if (this.failures.length >= MOST_FAILURES || !this.cases.some((each) => each.name === name)) return false
    if (this.point.place.in === 'path' && value === '') return false
    return isNumber === true || !this.isNumber || this.refusals < REFUSALS_THAT_TELL
  }

  note({ isNumber }: Case, reply: Reply): void {
    this.asked += 1
    if (reply.status === 429 || reply.status === 0) this.blocked += 1
    const isShownAgain = reply.status === 200 && [302, 303].includes(this.point.accepted.reply.status)
    if (isNumber !== true && (isShownAgain || [400, 404, 422].includes(reply.status))) this.refusals += 1
  }
}

async function probeRequest(probing: Probing, places: readonly Tried[]): Promise<void> {
  let refusedTogether = 0
  const failing = (): number => places.filter(({ failures }) => failures.length > 0).length
  const skipped = new Set<Tried>()
  for (const one of [...new Map([...WRONG, ...WRONG_TEXT].map((each) => [each.name, each])).values()]) {
    const wanting = places.filter((place) => place.wants(one))
    if (wanting.length > 1 && refusedTogether < MOST_REFUSED_TOGETHER) {
      const reply = await sendTogether(probing, wanting, one.value)
      // What takes all of them fails at none.
      if (reply.status < 400 && reply.status === wanting[0]?.point.accepted.reply.status) continue
      if (reply.status < 500) refusedTogether += 1
    }
    for (const place of wanting) {
      if (place.failures.length > 0 || failing() < MOST_FAILING) await sendAlone(probing, place, one)
      else skipped.add(place)
    }
  }
  for (const place of places) await sendTwice(probing, place)
  for (const place of places) if (!skipped.has(place)) tell(probing, place)
}

async function sendTogether(probing: Probing, [first, ...rest]: readonly Tried[], value: unknown): Promise<Reply> {
  if (first === undefined) throw new Error('no place is to be tried')
  const { accepted } = first.point
  const draft = [first, ...rest].reduce((made, { point }) => withValue(made, point.place, value), accepted.draft)
  const reply = await probing.sendDraft(accepted.session, draft, { mayFail: true })
  rememberCreated(probing, accepted, reply)
  return reply
}

async function sendAlone(probing: Probing, place: Tried, one: Case): Promise<void> {
  const reply = await submitAt(probing, place.point, one.value)
  place.note(one, reply)
  rememberCreated(probing, place.point.accepted, reply)
  if (reply.status >= 500) place.failures.push({ name: one.name, replies: [reply, await submitAt(probing, place.point, one.value)] })
}

/** A parameter of the address given twice: most frameworks make a list of it where a text is meant. */
async function sendTwice(probing: Probing, place: Tried): Promise<void> {
  const { place: where, accepted } = place.point
  if (where.in !== 'query' || place.failures.length > 0) return
  const request = requestOf(withValue(accepted.draft, where, 'assay'))
  const twice = { ...request, path: `${request.path}&${encodeURIComponent(where.name)}=again`, mayFail: true }
  const reply = await probing.send(accepted.session, twice)
  if (reply.status >= 500) place.failures.push({ name: 'twice', replies: [reply, await probing.send(accepted.session, twice)] })
}

function tell(probing: Probing, { point, cases, failures, blocked, asked }: Tried): void {
  const repeated = failures.filter(({ replies }) => replies.every((reply) => reply.status >= 500))
  const first = repeated[0] ?? failures[0]
  probing.trial(
    'typeHandling',
    trialOn(point.accepted.operation, {
      name: repeated.length > 0 ? repeated.map(({ name }) => name).join(', ') : `${cases.length} wrong values`,
      parameter: nameOf(point),
      saw:
        repeated.length > 0
          ? point.accepted.reply.status < 500
            ? 'effect'
            : 'unclear'
          : failures.length > 0
            ? 'unclear'
            : blocked * 2 > asked
              ? 'blocked'
              : 'no-effect',
      effect:
        first === undefined
          ? `${cases.length} wrong values gave no failure of the server`
          : `${first.name} gives ${first.replies[0]?.status ?? 500}`,
      identity: point.accepted.session?.name ?? 'anonymous',
      baseline: point.accepted.reply.exchange,
      control: point.accepted.reply.exchange,
      attempts: exchangesOf(...(first?.replies ?? [])),
      reproduced: { count: repeated.length > 0 ? 2 : failures.length, of: 2 },
    }),
  )
}

/** The login of a user of ours with a password that is no text: what looks the user up first fails behind it. */
async function knownUser(probing: Probing): Promise<void> {
  const { login } = probing.identities
  const isSeen = probing
    .factOf('typeHandling')
    .trials.some(({ method, path, saw }) => `${method} ${path}` === login?.key && saw === 'effect')
  if (login === null || isSeen || !/json/i.test(login.body?.contentType ?? 'json')) return
  const credentials = await knownCredentials(probing)
  if (credentials === null) return
  const name = probing.identities.loginNameOf(credentials)
  for (const [kind, value] of NO_TEXTS) {
    probing.client.takeNextAddress()
    const ask = (password: unknown): Promise<Reply | null> => probing.identities.sendLogin({ name, password }, { mayFail: true })
    const reply = await ask(value)
    if (reply === null || reply.status < 500) continue
    const again = await ask(value)
    const plain = await ask('Wrong-1-password')
    const isSpecial = plain !== null && plain.status > 0 && plain.status < 500
    const isRepeated = again !== null && again.status >= 500
    probing.trial(
      'typeHandling',
      trialOn(login, {
        name: kind,
        parameter: 'body password',
        saw: isRepeated && isSpecial ? 'effect' : 'unclear',
        effect: `${kind} in place of the password of a known user gives ${reply.status}`,
        baseline: probing.identities.userA?.loginReply?.exchange ?? null,
        control: plain?.exchange ?? null,
        attempts: exchangesOf(reply, again),
        reproduced: { count: isRepeated ? 2 : 1, of: 2 },
      }),
    )
    return
  }
}

const NO_TEXTS: readonly (readonly [string, unknown])[] = [
  ['number', 5],
  ['object', { a: 1 }],
]

/** Login and registration with values of wrong types, which nobody would call input handling until they fail. */
async function credentials(probing: Probing): Promise<void> {
  for (const operation of [probing.identities.login, probing.identities.register]) {
    if (operation === null) continue
    for (const [name, value] of [
      ['object', { a: 1 }],
      ['array', [1]],
      ['number', 5],
      ['null', null],
    ] as const) {
      probing.client.takeNextAddress()
      const body = { [probing.identities.loginField]: value, email: value, password: value }
      const ask = (): Promise<Reply> =>
        probing.client.send({
          method: operation.method,
          path: operation.path,
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
          identity: 'anonymous',
          mayFail: true,
        })
      const reply = await ask()
      const again = reply.status >= 500 ? await ask() : null
      const isRepeated = again !== null && again.status >= 500
      if (isRepeated || name === 'null') {
        probing.trial(
          'typeHandling',
          trialOn(operation, {
            name,
            parameter: null,
            saw: isRepeated ? 'effect' : 'no-effect',
            effect: isRepeated ? `${name} in place of text gives ${reply.status}` : 'wrong types gave no failure of the server',
            baseline: probing.identities.userA?.loginReply?.exchange ?? null,
            control: probing.identities.userA?.loginReply?.exchange ?? null,
            attempts: exchangesOf(reply, again),
            reproduced: { count: isRepeated ? 2 : 0, of: 2 },
          }),
        )
      }
      if (isRepeated) break
    }
  }
}
