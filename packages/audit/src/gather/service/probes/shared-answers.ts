import type { Operation } from '../operations.ts'
import type { Accepted, Probing } from '../probing.ts'
import { headerOf, isSuccess, jsonOf, type Reply } from '../reply.ts'
import { type Draft, requestOf } from '../requests.ts'
import type { Session } from '../session.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'
import { dayOf, isDay } from './days.ts'
import { sharedWithoutMark } from './shared-without-mark.ts'

const MOST_READ = 24
/** What is computed from much, and worth to be kept. */
const COMPUTED = /summar|report|stat(?:s|istics)|dashboard|overview|total|analytics|trend|recent|feed|export|balance|usage|top\b/i
/** Ids in the path that are tried where an answer depends on one: what one user has to do with the first says nothing of the next. */
const MOST_IDS = 4
/** Names under which an answer says whom it is about. */
const WHOSE = /^(?:user|owner|customer|account|member|profile)(?:_?id|_?email)?$|^e?mail$/i

/** Answers of one user asked for by another right after: what is in them of the first came from a cache. */
export async function probeSharedAnswers(probing: Probing): Promise<void> {
  const { userA, userB } = probing.identities
  if (userA === null || userB === null) return
  const reads = probing.wireOperations.filter(
    ({ method, purpose }) => method === 'GET' && !['health', 'docs', 'static', 'metrics', 'logout'].includes(purpose),
  )
  const isComputed = ({ path }: Operation): boolean => COMPUTED.test(path.replace(/\{[^}]*\}/g, ''))
  const ranked = [...reads.filter(isComputed), ...reads.filter((each) => !isComputed(each))]
  for (const operation of ranked.slice(0, MOST_READ)) {
    const accepted = await probing.acceptedBy(operation)
    if (accepted?.session !== userA) continue
    if (!(await byName(probing, accepted, userA, userB))) await byMark(probing, accepted, userA, userB)
  }
}

/** An answer about one user, by its own words, given to another as well: nothing that the caller sends tells whom it is about. */
async function byName(probing: Probing, { operation, draft }: Accepted, userA: Session, userB: Session): Promise<boolean> {
  if (operation.path.includes('{')) return false
  const request = requestOf(draft)
  const ask = (session: Session): Promise<Reply> => probing.send(session, { ...request, mayFail: true })
  const own = await ask(userA)
  if (!(await isAbout(probing, own, userA))) return false
  const foreign = await ask(userB)
  const ownAgain = await ask(userA)
  const foreignAgain = await ask(userB)
  const anonymous = await probing.client.send({ ...request, identity: 'anonymous', mayFail: true })
  const count = [
    [own, foreign],
    [ownAgain, foreignAgain],
  ].filter(([first, second]) => first !== undefined && second !== undefined && isSuccess(second) && first.body === second.body).length
  const isSeen = count === 2 && !isSuccess(anonymous) && (await isAbout(probing, foreignAgain, userA))
  tell(probing, { operation, draft, userB }, isSeen, { own, control: anonymous, attempts: [foreign, foreignAgain] }, [
    'another user who asks the same is answered with what the service says of this one',
    'another user who asked the same was told of itself',
  ])
  return isSeen
}

/** Whether an answer is one object that names this user as whom it is about; a list may name anybody. */
async function isAbout(probing: Probing, reply: Reply, user: Session): Promise<boolean> {
  const root = isSuccess(reply) ? jsonOf(reply) : undefined
  if (typeof root !== 'object' || root === null || Array.isArray(root)) return false
  const named = Object.entries(root)
    .filter(([key, value]) => WHOSE.test(key) && (typeof value === 'string' || typeof value === 'number'))
    .map(([, value]) => String(value))
  if (named.length === 0) return false
  const names = [user.credentials?.email, user.credentials?.username, await probing.ownId(user)]
  return named.some((value) => names.includes(value))
}

/** An address that is new, asked by one user and then by another: the words of the first one's objects, and not by an address that is newer. */
async function byMark(probing: Probing, accepted: Accepted, userA: Session, userB: Session): Promise<void> {
  const planted = [
    ...probing.state.created.filter(({ owner, nonce }) => owner === userA && nonce !== '').map(({ nonce }) => nonce),
    ...[await probing.ownId(userA)].filter((id) => id !== null && id.length >= 12).map(String),
  ]
  const ask = (session: Session, draft: Draft, mark: string): Promise<Reply> =>
    probing.send(session, { ...requestOf(marked(draft, mark)), mayFail: true })
  for (const draft of draftsOf(probing, accepted)) {
    const first = probing.values.nonce('mark')
    const own = await ask(userA, draft, first)
    if (own.status === 400 || own.status === 422) {
      const shared = await sharedWithoutMark(probing, accepted, [userA, userB])
      if (shared !== null)
        tell(probing, { operation: accepted.operation, draft, userB: shared.other }, true, shared, [
          'another user who asks the same is answered with the objects of this one, which are refused to them, and a new one changes nothing of it',
          '',
        ])
      return
    }
    const words = [...planted.filter((word) => own.body.includes(word)), ...filledIn(own, first)]
    if (!isSuccess(own) || words.length === 0) continue
    const shows = (reply: Reply): boolean => isSuccess(reply) && words.some((word) => reply.body.includes(word))
    const others = await draftOfOther(probing, accepted, draft, userB)
    const foreign = await ask(userB, others, first)
    const fresh = await ask(userB, others, probing.values.nonce('mark'))
    const second = probing.values.nonce('mark')
    const again = shows(foreign) && !shows(fresh) ? [await ask(userA, draft, second), await ask(userB, others, second)][1] : undefined
    const isSeen = again !== undefined && shows(again)
    if (shows(fresh)) continue
    tell(probing, { operation: accepted.operation, draft, userB }, isSeen, { own, control: fresh, attempts: [foreign, again] }, [
      'another user who asks the same address next gets the objects of this one, and by an address that is new does not',
      'another user who asked the same address next got nothing of it',
    ])
    if (isSeen) return
  }
}

/** The address with a word that no cache has seen: in a parameter of ours, and in those that the operation takes as it likes. */
function marked(draft: Draft, mark: string): Draft {
  const own = draft.operation.parameters.filter(
    ({ in: place, isRequired, name, schema }) =>
      place === 'query' &&
      (isDay(schema) || (!isRequired && draft.query[name] === undefined)) &&
      schema.enum === undefined &&
      (schema.type ?? 'string') === 'string',
  )
  const counted = draft.operation.parameters.filter(
    ({ in: place, name, schema }) =>
      place === 'query' && ['integer', 'number'].includes(schema.type ?? '') && schema.enum === undefined && !OF_PAGES.test(name),
  )
  const numbers = counted.map(({ name, schema }) => [name, String(numberOf(mark, schema.minimum ?? 2, schema.maximum))] as const)
  const values = own.map(({ name, schema }) => [name, isDay(schema) || DAY.test(name) ? dayOf(mark) : mark] as const)
  return { ...draft, query: { ...draft.query, ...Object.fromEntries([...values, ...numbers]), assay: mark } }
}

/** Numbers that say which part of an answer is given, or what it is about. */
const OF_PAGES = /limit|page|offset|size|skip|take|(?:^|_)id$|Id$/i
/** How many numbers of days, hours or the like are told apart. */
const NUMBERS = 83

/** A number for a word, within what a parameter takes. */
function numberOf(mark: string, least: number, most = least + NUMBERS): number {
  return least + (Number.parseInt(mark.replace(/[^0-9a-f]/g, '').slice(0, 8), 16) % Math.max(1, Math.min(NUMBERS, most - least)))
}

/** Parameters that take a day. */
const DAY = /^(?:since|until|from|to|day|date|before|after|start|end)$|(?:_|^)(?:date|day|from|to)$/i

/** The same request of another user: below what is that user's own, where it has something of the kind. */
async function draftOfOther(probing: Probing, { operation }: Accepted, draft: Draft, other: Session): Promise<Draft> {
  const names = Object.keys(draft.path)
  if (names.length !== 1 || !probing.state.created.some(({ id, owner }) => owner !== other && id === draft.path[names[0] ?? '']))
    return draft
  return { ...draft, path: { ...draft.path, ...(await probing.idsFor(operation, other)) } }
}

/** Words of ours that fields of somebody's objects were filled with, and an answer shows; the mark of the address is none. */
function filledIn({ body }: Reply, mark: string): readonly string[] {
  return (body.slice(0, 200_000).match(/\bassay q[0-9a-f]{9}\b/g) ?? []).filter((word) => !word.endsWith(mark))
}

/** The request as it was accepted, and for other ids of the path, where these are numbers. */
function draftsOf(probing: Probing, { draft, operation }: Accepted): readonly Draft[] {
  const [name, ...more] = Object.keys(draft.path)
  if (name === undefined || more.length > 0 || !/^\d+$/.test(draft.path[name] ?? '')) return [draft]
  const noun = /(\w+?)s?\/\{[^}]+\}/.exec(operation.path)?.[1] ?? name
  const told = probing.state.created.flatMap(({ answer }) => valuesUnder(answer, new RegExp(`^${noun}_?id$`, 'i')))
  const ids = [...new Set([draft.path[name] ?? '1', ...told])].slice(0, MOST_IDS)
  return ids.map((id) => ({ ...draft, path: { [name]: id } }))
}

function valuesUnder(answer: unknown, key: RegExp): readonly string[] {
  if (typeof answer !== 'object' || answer === null) return []
  return Object.entries(answer).flatMap(([name, value]) =>
    key.test(name) && (typeof value === 'number' || typeof value === 'string') ? [String(value)] : [],
  )
}

function tell(
  probing: Probing,
  { operation, userB }: { readonly operation: Accepted['operation']; readonly draft: Draft; readonly userB: Session },
  isSeen: boolean,
  replies: { readonly own: Reply; readonly control: Reply; readonly attempts: readonly (Reply | undefined)[] },
  [seen, unseen]: readonly [string, string],
): void {
  const [foreign] = replies.attempts
  probing.trial(
    'caching',
    trialOn(operation, {
      name: 'another user',
      saw: isSeen ? 'effect' : 'no-effect',
      effect: isSeen ? seen : unseen,
      identity: userB.name,
      baseline: replies.own.exchange,
      control: replies.control.exchange,
      attempts: exchangesOf(...replies.attempts),
      reproduced: { count: isSeen ? 2 : 0, of: 2 },
      details: { leaks: isSeen, isPublic: false, value: foreign === undefined ? '' : headerOf(foreign, 'cache-control').toLowerCase() },
    }),
  )
}
