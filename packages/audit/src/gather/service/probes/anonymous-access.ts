import { GARBAGE_TOKEN } from '../identities.ts'
import { isSameKind } from '../kin.ts'
import { type Operation, RAISES, SWITCHES_OFF } from '../operations.ts'
import { missingTest } from '../prefixes.ts'
import type { Accepted, Probing } from '../probing.ts'
import { asksForPassword, isRefusal, isSuccess, jsonOf, obstacleOf, type Reply } from '../reply.ts'
import { type Draft, draftOf, isFreeText, leavesOf, NOBODY, requestOf, withValue } from '../requests.ts'
import { claimsOf, type Session } from '../session.ts'
import { type CreatedObject, fill, idOf, itemOf, itemsOf } from '../state.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'
import { probeForeign } from './anonymous-writes.ts'
import { isOutByNow, probeMarkedPrivate, saysItIsPublic } from './marked-private.ts'
import { saidOn } from './same-object.ts'
import { probeUnsignedCall } from './unsigned-calls.ts'

const PUBLIC_PURPOSES = new Set(['login', 'register', 'refresh', 'password-reset', 'health', 'docs', 'static', 'metrics', 'logout'])
const PERSONAL =
  /"(?:e_?mail)"\s*:\s*"[^"@\s]+@[^"\s]+"|"(?:phone\w*|ssn|iban|card\w*|birth\w*)"\s*:\s*"[\d+][\d\s./+-]{5,}"|"password\w*"\s*:\s*"[^"]{8,}"/i

/** Asks every operation as its user, as nobody, and with a token that nobody was given. */
export async function probeAnonymousAccess(probing: Probing): Promise<void> {
  const isMissing = await missingTest(probing.client)
  for (const operation of probing.operations) {
    if (operation.purpose === 'logout') continue
    if (PUBLIC_PURPOSES.has(operation.purpose) && operation.declaredAccess !== 'authenticated' && operation.declaredAccess !== 'privileged')
      continue
    const isReading = operation.method === 'GET' || operation.method === 'HEAD'
    if (!isReading && !probing.mayWrite) {
      probing.notTried('anonymousAccess', operation.key, 'skipped-by-user', 'intensity safe only reads')
      continue
    }
    await probeOne(probing, operation, isReading, isMissing)
  }
  if (probing.mayWrite) await probeMarkedPrivate(probing)
}

async function probeOne(
  probing: Probing,
  operation: Operation,
  isReading: boolean,
  isMissing: (reply: Reply, path: string) => boolean,
): Promise<void> {
  const accepted = operation.method === 'DELETE' ? null : await probing.acceptedBy(operation)
  if (accepted === null && (operation.method === 'PUT' || operation.method === 'PATCH') && (await probeForeign(probing, operation))) return
  const owner = accepted?.session ?? probing.identities.userA
  let draft = accepted?.draft ?? (await freshDraft(probing, operation))
  const item = itemOf(operation.path)
  let object: CreatedObject | null = null
  if (operation.method === 'DELETE' && item !== null) {
    object = owner === null ? null : await probing.create(item.collection, await probing.idsFor(operation, owner), owner)
    if (object === null && probing.identities.userA !== null) {
      probing.notTried('anonymousAccess', operation.key, 'no-data', 'no object could be made that may be deleted')
      operation.gaps.add('no object could be made that may be deleted')
      return
    }
    if (object !== null) draft = withValue(draft, { in: 'path', name: item.parameter }, object.id)
  }
  const request = requestOf(draft)
  const anonymous = await probing.client.send({ ...request, identity: 'anonymous' })
  const again = isSuccess(anonymous) && isReading ? await probing.client.send({ ...request, identity: 'anonymous' }) : null
  const garbage =
    isSuccess(anonymous) || probing.identities.scheme === 'none'
      ? null
      : await probing.client.send({
          ...request,
          headers: { ...request.headers, ...probing.identities.carry(unsignedToken(probing, await bearerOf(probing, operation))) },
          identity: 'garbage',
        })
  operation.probes += 1
  if (anonymous.status > 0 && anonymous.status !== 404 && anonymous.status !== 405) operation.exists = 'yes'
  // A thing that the request names may be what is not there.
  const isUnknown = operation.exists === 'unknown' && anonymous.status === 404 && !operation.path.includes('{')
  if (isUnknown && isMissing(anonymous, operation.path)) operation.exists = 'no'
  if (isSuccess(anonymous) && operation.method === 'POST' && probing.createsObjects(operation, anonymous))
    probing.state.remember(request.path.split('?')[0] ?? '', anonymous, null, '')
  if ((isSuccess(anonymous) || [404, 409].includes(anonymous.status)) && operation.method === 'POST')
    await probeUnsignedCall(probing, operation, request)
  // A page that strangers are shown to sign in at, under the address of what they asked for.
  const isSignIn = isReading && asksForPassword(anonymous) && (accepted === null || !asksForPassword(accepted.reply))
  // A forged signature that is taken is one defect of the tokens, told there with every operation that showed it.
  const isForged = garbage !== null && isSuccess(garbage) && isRefusal(anonymous) && isSignedToken(probing)
  if (isForged) {
    const headers = { ...request.headers, ...probing.identities.carry(unsignedToken(probing, await bearerOf(probing, operation))) }
    const repeated = await probing.client.send({ ...request, headers, identity: 'garbage' })
    probing.trial(
      'tokenMutation',
      trialOn(operation, {
        name: 'signature-random',
        saw: 'effect',
        effect: `answered a token with a signature of nobody with ${garbage.status}, and a stranger with ${anonymous.status}`,
        identity: 'forged',
        baseline: accepted?.reply.exchange ?? null,
        control: anonymous.exchange,
        attempts: exchangesOf(garbage, repeated),
        reproduced: { count: isSuccess(repeated) ? 2 : 1, of: 2 },
      }),
    )
  }
  const isChanged =
    isSuccess(anonymous) && accepted?.session != null
      ? operation.method === 'POST'
        ? await isDoneByNobody(probing, accepted, accepted.session)
        : ['PUT', 'PATCH'].includes(operation.method) && (await isChangedByNobody(probing, accepted))
      : false
  const wasDeleted = operation.method === 'DELETE' && isSuccess(anonymous) ? await isGone(probing, operation, request.path) : null
  const isTaken = isSuccess(anonymous) ? wasDeleted !== false : garbage !== null && isSuccess(garbage)
  if (object !== null && isTaken) object.isRemoved = true
  probing.trial(
    'anonymousAccess',
    trialOn(operation, {
      name: 'anonymous',
      saw: isForged ? 'unclear' : isSignIn ? (accepted === null ? 'unclear' : 'no-effect') : sawOf(anonymous, garbage, wasDeleted),
      effect: isForged
        ? `refused nobody's request (${anonymous.status}), but does not look at the signature of a token`
        : effectOf(anonymous, garbage, wasDeleted),
      baseline: accepted?.reply.exchange ?? null,
      control: garbage?.exchange ?? null,
      attempts: exchangesOf(anonymous, again),
      reproduced: isChanged
        ? { count: 2, of: 2 }
        : { count: [anonymous, again].filter((reply) => reply !== null && isSuccess(reply)).length, of: again === null ? 1 : 2 },
      details: {
        declaredAccess: operation.declaredAccess,
        purpose: operation.purpose,
        changesState: !isReading && changesState(operation, anonymous),
        isReadBack: isChanged,
        holdsPersonalData: PERSONAL.test(anonymous.body),
        fieldsOfItems: isReading && isSuccess(anonymous) ? fieldsOfItems(anonymous) : '',
        showsOwnObject: accepted !== null && isReading && (await showsPrivate(probing, anonymous, request.path)),
        garbageAccepted: !isForged && garbage !== null && isSuccess(garbage),
        hasIdentity: probing.identities.userA !== null,
        ownerAccepted: accepted !== null,
      },
    }),
  )
}

/** Whether words that a stranger writes into an object of a user are what the user then reads: two in turn. */
async function isChangedByNobody(probing: Probing, { operation, draft, session }: Accepted): Promise<boolean> {
  const item = itemOf(operation.path)
  const home = item === null ? '' : fill(item.collection, draft.path)
  const object = probing.state.created.find(
    ({ id, collection, owner, isRemoved }) =>
      owner === session && !isRemoved && item !== null && collection === home && id === draft.path[item.parameter],
  )
  if (object !== undefined) await probing.bring(object, session)
  const reader = object === undefined ? null : probing.state.readerOf(object)
  const name = leavesOf(draft.body).find(([each, value]) => typeof value === 'string' && isFreeText(each))?.[0]
  if (reader === null || name === undefined) return false
  for (let repeat = 0; repeat < 2; repeat += 1) {
    const word = probing.values.nonce('stranger', 12)
    const changed = requestOf(withValue(draft, { in: 'body', name }, `assay ${word}`))
    await probing.client.send({ ...changed, identity: 'anonymous', mayFail: true })
    if (!(await probing.send(session, { method: 'GET', path: reader.path, mayFail: true })).body.includes(word)) return false
  }
  return true
}

/** What strangers add to a thing by design: a vote, a view, a word. */
const ADDED =
  /^(?:(?:up|down)?votes?|(?:un)?likes?|views?|favou?rites?|stars?|comments?|reviews?|rat(?:e|ings?)|reactions?|follow|subscribe|report|flag|shares?|clicks?|hits?|visits?|plays?|reads?|track|answers?|repl(?:y|ies)|messages?|join|rsvp)$/i

/** What lets in whoever has it. */
const LINK = /"(?:\w+_)?(?:token|link|url|code|key)"\s*:\s*"[^"]{8,}"/i

/** Whether a stranger does something to things that a user just made, so that their owner sees them changed: two in turn. */
async function isDoneByNobody(probing: Probing, { operation, draft, reply: accepted }: Accepted, session: Session): Promise<boolean> {
  const [, template = '', act = ''] = /^(.*\{[^{}]+\})\/([^{}/]+)\/?$/.exec(operation.path) ?? []
  const item = itemOf(template)
  const givesAccess = /^share$/i.test(act) && LINK.test(accepted.body)
  if (item === null || (ADDED.test(act) && !givesAccess)) return false
  const { [item.parameter]: _named, ...ids } = draft.path
  for (let repeat = 0; repeat < 2; repeat += 1) {
    const object = await probing.createFresh(item.collection, ids, session, item.parameter)
    const reader = object === null ? null : probing.state.readerOf(object)
    if (object === null || reader === null) return false
    const look = async (): Promise<string> => {
      const reply = await probing.send(session, { method: 'GET', path: reader.path, mayFail: true })
      return `${isSuccess(reply)} ${saidOn(reply, [session])}`
    }
    // A link to what everybody may see lets nobody in.
    if (givesAccess && isSuccess(await probing.client.send({ method: 'GET', path: reader.path, identity: 'anonymous', mayFail: true })))
      return false
    const before = await look()
    const again = await look()
    const request = requestOf(withValue(draft, { in: 'path', name: item.parameter }, object.id))
    const reply = await probing.client.send({ ...request, identity: 'anonymous', mayFail: true })
    if (!before.startsWith('true') || before !== again || !isSuccess(reply) || (await look()) === before) return false
  }
  return true
}

/** Names of the fields of a list's first item, with spaces between; empty where the answer lists nothing. */
function fieldsOfItems(reply: Reply): string {
  const [item] = itemsOf(jsonOf(reply)) ?? []
  return item === undefined ? '' : Object.keys(item).join(' ')
}

function isSignedToken(probing: Probing): boolean {
  const token = probing.identities.userA?.token ?? null
  return token !== null && claimsOf(token) !== null
}

/** Whose token is altered: where the operation may end its caller, somebody whom nothing else needs. */
async function bearerOf(probing: Probing, operation: Operation): Promise<Session | null> {
  const { userA } = probing.identities
  if (operation.method !== 'DELETE' || itemOf(operation.path) !== null || userA?.token?.includes('.') !== true) return userA
  return probing.identities.registerUser('user-spare', {})
}

/** A user's own token with a signature of nobody; a made-up one where there is none. */
function unsignedToken(probing: Probing, bearer: Session | null): string {
  const [head, body, signature] = (bearer?.token ?? '').split('.')
  if (head === undefined || body === undefined || signature === undefined) return GARBAGE_TOKEN
  const forged = `${head}.${body}.${Buffer.from('signature-that-is-not-one-of-anybody').toString('base64url')}`
  probing.client.masking.add(forged, '$FORGED_TOKEN')
  return forged
}

/** Words that only our own users' objects hold, in an answer to nobody; what is there for all by its declaration left out. */
async function showsPrivate(probing: Probing, reply: Reply, path: string): Promise<boolean> {
  const { identities } = probing
  // A name that nobody logs in with may stand beside what its owner shows to all.
  const own = identities.sessions.flatMap(({ credentials }) =>
    credentials === null
      ? []
      : [credentials.email, ...(identities.loginNameOf(credentials) === credentials.username ? [credentials.username] : [])],
  )
  // A page that is asked for by somebody's name says that name.
  if (own.some((word) => reply.body.includes(word) && !path.includes(encodeURIComponent(word)))) return true
  // What its owner brought out, or what says that it is out, is there to be seen.
  const hidden = probing.state.created.filter(
    (object) =>
      object.owner !== null &&
      object.nonce !== '' &&
      !object.isPublished &&
      !saysItIsPublic(object) &&
      (PERSONAL.test(reply.body) || !isBelowPublic(probing, object)),
  )
  for (const object of hidden)
    if (reply.body.includes(object.nonce) && !(await isForAll(probing, object)) && !(await isOutByNow(probing, object))) return true
  return false
}

/** Whether it belongs to something that says that it is out: the staff of a shop that everybody finds. */
function isBelowPublic({ state }: Probing, { madeAt }: CreatedObject): boolean {
  return state.created.some(
    (parent) => madeAt.startsWith(`${parent.collection}/${encodeURIComponent(parent.id)}/`) && saysItIsPublic(parent),
  )
}

const MOST_SHOWN = 3

/** Whether an operation that is declared for everybody shows the object to a stranger. */
async function isForAll(probing: Probing, { collection, id, nonce }: CreatedObject): Promise<boolean> {
  const paths = probing.wireOperations
    .filter(({ method, declaredAccess }) => method === 'GET' && declaredAccess === 'public')
    .flatMap(({ path }) => {
      const item = itemOf(path)
      if (!isSameKind(item?.collection ?? path, collection)) return []
      const filled = item === null ? path : `${item.collection}/${encodeURIComponent(id)}`
      return filled.includes('{') ? [] : [filled]
    })
  for (const path of paths.slice(0, MOST_SHOWN)) {
    const seen = await probing.client.send({ method: 'GET', path, identity: 'anonymous', mayFail: true })
    if (isSuccess(seen) && seen.body.includes(nonce)) return true
  }
  return false
}

function changesState(operation: Operation, reply: Reply): boolean {
  if (operation.effects.some((effect) => effect === 'create' || effect === 'update' || effect === 'delete')) return true
  if (operation.effects.length > 0) return false
  if (operation.method === 'DELETE' || operation.method === 'PUT' || operation.method === 'PATCH') return true
  return (
    reply.status === 201 ||
    (isSuccess(reply) &&
      idOf(jsonOf(reply)) !== null &&
      !/search|query|validate|preview|calculate|estimate|login|contact|webhook|subscribe|feedback|report/i.test(operation.path))
  )
}

async function freshDraft(probing: Probing, operation: Operation): Promise<Draft> {
  const { userA } = probing.identities
  const isOverUser = operation.method !== 'GET' && (RAISES.test(operation.path) || SWITCHES_OFF.test(operation.path))
  const ids = isOverUser ? await spareIds(probing, operation) : { ...(await probing.idsFor(operation, userA)) }
  const last = [...operation.path.matchAll(/\{([^}/]+)\}/g)].at(-1)?.[1]
  // What was there before is not changed, not even to see whether a stranger may.
  if (!isOverUser && last !== undefined && (await probing.changesForeign(operation, userA))) delete ids[last]
  return draftOf(operation, probing.values, ids, await probing.knownValues(operation, userA))
}

/** The id of a user made for what is done to users; of nobody, where none is known. */
async function spareIds(probing: Probing, { path }: Operation): Promise<Record<string, string>> {
  const spare = probing.mayWrite ? await probing.identities.registerUser('user-spare', {}) : null
  const id = spare?.userId ?? NOBODY
  return Object.fromEntries([...path.matchAll(/\{([^}/]+)\}/g)].map((match) => [match[1] ?? '', id]))
}

async function isGone(probing: Probing, operation: Operation, path: string): Promise<boolean | null> {
  const item = itemOf(operation.path)
  const reader = item === null ? null : probing.state.itemOperation(item.collection, 'GET')
  if (reader === null) return null
  const seen = await probing.send(probing.identities.userA, { method: 'GET', path: path.split('?')[0] ?? path })
  return seen.status === 404 || seen.status === 410
}

function sawOf(anonymous: Reply, garbage: Reply | null, wasDeleted: boolean | null): 'effect' | 'no-effect' | 'blocked' | 'unclear' {
  if (isSuccess(anonymous)) return wasDeleted === false ? 'unclear' : 'effect'
  if (isRefusal(anonymous)) return garbage !== null && isSuccess(garbage) ? 'effect' : 'no-effect'
  if (
    anonymous.status >= 300 &&
    anonymous.status < 400 &&
    /log-?in|sign-?in|auth/i.test(anonymous.headers.find(([name]) => name.toLowerCase() === 'location')?.[1] ?? '')
  )
    return 'no-effect'
  return obstacleOf(anonymous) === '' ? 'unclear' : 'blocked'
}

function effectOf(anonymous: Reply, garbage: Reply | null, wasDeleted: boolean | null): string {
  if (isSuccess(anonymous))
    return `answered an anonymous caller with ${anonymous.status}${wasDeleted === true ? ', and the object was gone' : ''}`
  if (garbage !== null && isSuccess(garbage))
    return `refused nobody's request (${anonymous.status}) but answered a token that nobody was given (${garbage.status})`
  return `answered an anonymous caller with ${anonymous.status === 0 ? anonymous.error : anonymous.status}`
}
