import type { Operation } from '../operations.ts'
import type { Probing } from '../probing.ts'
import { isSuccess, leadsToLogin, normalised, obstacleOf, type Reply } from '../reply.ts'
import { claimsOf, type Session } from '../session.ts'
import { type CreatedObject, fits, shape } from '../state.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'

const JWT = /\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{16,}/g
const MOST_OBJECTS = 12

/** Tokens in what the service tells of an object, a link to a label or a file: each is asked with as if it were that of a login. */
export async function probeHandedTokens(probing: Probing): Promise<void> {
  const { check, sessions, registered } = probing.identities
  if (check === null) return
  const own = new Set(
    [...sessions, ...registered.flatMap(({ session }) => session ?? [])].flatMap(({ token, refreshToken }) => [token, refreshToken]),
  )
  const tried = new Set<string>()
  for (const { object, reader, owner } of readable(probing)) {
    const told = await probing.send(owner, { method: 'GET', path: probing.state.itemPath(object.collection, object.id), mayFail: true })
    for (const [token] of isSuccess(told) ? told.body.matchAll(JWT) : []) {
      const key = `${reader.key} ${JSON.stringify(Object.keys(claimsOf(token) ?? {}))}`
      if (own.has(token) || tried.has(key)) continue
      tried.add(key)
      await present(probing, reader, owner, told, token)
    }
  }
}

interface Readable {
  readonly object: CreatedObject
  readonly reader: Operation
  readonly owner: Session
}

/** Objects with an operation that reads one, one of each collection and owner; those that others have acted on come last made. */
function readable({ state, wireOperations }: Probing): readonly Readable[] {
  const found = new Map<string, Readable>()
  for (const object of state.created.toReversed()) {
    const reader = wireOperations.find(({ method, path }) => method === 'GET' && fits(shape(path), `${object.collection}/x`))
    if (object.owner === null || object.isRemoved || reader === undefined) continue
    const key = `${reader.key} ${object.owner.name}`
    if (!found.has(key)) found.set(key, { object, reader, owner: object.owner })
  }
  return [...found.values()].slice(0, MOST_OBJECTS)
}

async function present(probing: Probing, reader: Operation, owner: Session, told: Reply, token: string): Promise<void> {
  const { check } = probing.identities
  if (check === null) return
  probing.client.masking.add(token, '$HANDED_TOKEN')
  const ask = (value: string, identity: string): Promise<Reply> =>
    probing.client.send({ ...check.request, headers: probing.identities.carry(value), identity, mayFail: true })
  const first = await ask(token, 'handed token')
  const again = isSuccess(first) ? await ask(token, 'handed token') : null
  const control = await ask(`${token.slice(0, -6)}AAAAAA`, 'garbage')
  const mine = again === null ? null : await probing.send(owner, check.request)
  const isSeen = again !== null && isSuccess(again) && !isSuccess(control)
  const isShut = leadsToLogin(first) || (obstacleOf(first) === '' && !isSuccess(first))
  const isOfAnother = isSeen && mine !== null && normalised(mine.body) !== normalised(first.body)
  probing.trial(
    'tokenUse',
    trialOn(reader, {
      name: 'handed-token',
      saw: isSeen ? 'effect' : isShut && !isSuccess(control) ? 'no-effect' : 'unclear',
      effect: isSeen
        ? `the answer holds a token of ${isOfAnother ? 'another user' : 'its reader'} for one purpose, with which ${check.operation.key} answers as with that of a login`
        : `a token in the answer got ${first.status} at ${check.operation.key}`,
      identity: owner.name,
      baseline: told.exchange,
      control: control.exchange,
      attempts: exchangesOf(first, again),
      reproduced: { count: isSeen ? 2 : 0, of: 2 },
      details: { isOfAnother },
    }),
  )
}
