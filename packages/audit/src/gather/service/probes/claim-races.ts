import { Gate } from '../gate.ts'
import type { Operation } from '../operations.ts'
import type { Probing } from '../probing.ts'
import { isDeclined, isSuccess, jsonOf, type Reply } from '../reply.ts'
import { type Draft, draftOf, requestOf } from '../requests.ts'
import type { Session } from '../session.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'

/** What a user may have once: the last word of the path names it. */
const CLAIM =
  /\/(?:vouchers?|coupons?|promo(?:tion|-?code)?s?|gift(?:-?card)?s?|claims?|redeem|rewards?|bonus(?:es)?|referrals?|credits?|free-?trials?|check-?in|daily)\/?$/i
const AT_ONCE = 10
const ROUNDS = 2
const MOST = 3

/** What each user may have once: taken twice in turn by one new user, then ten times at once by another. */
export async function probeClaims(probing: Probing): Promise<void> {
  if (probing.identities.register === null) return
  const claims = probing.wireOperations.filter(
    ({ method, path, purpose }) => method === 'POST' && purpose === 'other' && !path.includes('{') && CLAIM.test(path),
  )
  for (const operation of claims.slice(0, MOST)) await probeClaim(probing, operation)
}

async function probeClaim(probing: Probing, operation: Operation): Promise<void> {
  const accepted = await probing.acceptedBy(operation)
  const told = accepted === null ? await toldCode(probing, operation) : null
  const first = told === null && accepted?.session == null ? null : await newUser(probing)
  const draftFor = async (user: Session): Promise<Draft | null> =>
    told === null ? (accepted?.draft ?? null) : draftWith(told, await codeAt(probing, told, user))
  const firstDraft = first === null ? null : await draftFor(first)
  if (first === null || firstDraft === null) return
  const once = await claim(probing, first, firstDraft)
  const twice = await claim(probing, first, firstDraft)
  // Only what is refused the second time is meant to be had once.
  if (!isSuccess(once) || !isDeclined(twice)) return
  operation.probes += 1
  let wins: readonly Reply[] = []
  let replies: readonly Reply[] = []
  for (let round = 0; round < ROUNDS && wins.length < 2; round += 1) {
    const user = await newUser(probing)
    if (user === null) break
    const draft = await draftFor(user)
    if (draft === null) break
    const gate = new Gate(AT_ONCE)
    replies = await Promise.all(Array.from({ length: AT_ONCE }, () => claim(probing, user, draft, gate)))
    wins = replies.filter(isSuccess)
  }
  const hasGrown = wins.length > 1 && wins.some((win) => exceeds(win, once))
  probing.trial(
    'raceConditions',
    trialOn(operation, {
      name: 'claimed at once',
      saw: wins.length > 1 ? 'effect' : wins.length === 1 ? 'no-effect' : 'unclear',
      effect: `${wins.length} of ${AT_ONCE} claims of one user at once were taken, where the second in turn got ${twice.status}${hasGrown ? '; what they give was given more than once' : ''}`,
      identity: first.name,
      baseline: once.exchange,
      control: twice.exchange,
      attempts: exchangesOf(...(wins.length > 1 ? wins.slice(0, 2) : replies.slice(0, 2))),
      // Several that were told yes may still have been given it once: a number that grew too far shows that they were not.
      reproduced: { count: hasGrown ? 2 : wins.length > 1 ? 1 : 0, of: 2 },
    }),
  )
}

/** A field that takes a code, and where the service tells a user one of its own. */
interface Told {
  readonly field: string
  readonly path: string
  readonly draft: Draft
}

const CODE_FIELD = /code|voucher|coupon|token/i
/** `WELC-4f0c2b91aa`, `GIFT2030X`: a word that is neither a number nor a name. */
const CODE = /\b(?=[A-Za-z0-9-]*\d)(?:[A-Z]{2,}[A-Z0-9]*(?:-[A-Za-z0-9]{3,})+|[A-Z][A-Z0-9]{6,})\b/
const TELLS = /\/(?:notifications?|messages?|inbox|vouchers?|coupons?|rewards?|me|profile|account)\/?$/i

/** Where a new user is told a code that the operation takes; null where it takes none, or nothing tells one. */
async function toldCode(probing: Probing, operation: Operation): Promise<Told | null> {
  const field = Object.keys(operation.body?.schema.properties ?? {}).find((name) => CODE_FIELD.test(name))
  const user = probing.identities.ordinaryUser
  if (field === undefined || user === null) return null
  const draft = draftOf(operation, probing.values, {}, await probing.knownValues(operation, user))
  for (const { method, path } of probing.wireOperations) {
    if (method !== 'GET' || path.includes('{') || !TELLS.test(path)) continue
    if ((await codeAt(probing, { field, path, draft }, user)) !== null) return { field, path, draft }
  }
  return null
}

async function codeAt(probing: Probing, { path }: Told, user: Session): Promise<string | null> {
  const reply = await probing.send(user, { method: 'GET', path, mayFail: true })
  return isSuccess(reply) ? (CODE.exec(reply.body)?.[0] ?? null) : null
}

function draftWith({ draft, field }: Told, code: string | null): Draft | null {
  return code === null ? null : { ...draft, body: { ...draft.body, [field]: code } }
}

async function newUser(probing: Probing): Promise<Session | null> {
  probing.client.takeNextAddress()
  return probing.identities.registerUser('user-claim', {})
}

function claim(probing: Probing, user: Session, draft: Draft, gate?: Gate): Promise<Reply> {
  return probing.send(user, { ...requestOf(draft), ...(gate === undefined ? {} : { gate }), mayFail: true })
}

/** Whether an answer gives a number higher than another answer does, ids and times left out. */
function exceeds(win: Reply, once: Reply): boolean {
  const numbers = (reply: Reply): readonly (readonly [string, number])[] => {
    const value = jsonOf(reply)
    return typeof value !== 'object' || value === null
      ? []
      : Object.entries(value).flatMap(([name, each]) => (typeof each === 'number' ? [[name, each] as const] : []))
  }
  const usual = new Map(numbers(once))
  return numbers(win).some(
    ([name, value]) => !/id$|_at$|At$|time|stamp|date/i.test(name) && value > (usual.get(name) ?? Number.POSITIVE_INFINITY),
  )
}
