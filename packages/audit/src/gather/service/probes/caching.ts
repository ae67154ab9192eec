import type { Probing } from '../probing.ts'
import { headerOf, isSuccess, type Reply } from '../reply.ts'
import { requestOf } from '../requests.ts'
import type { Session } from '../session.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'

const MOST_READ = 20

/** Cache-Control of answers that only their user should see; and whether they are served to others. */
export async function probeCaching(probing: Probing): Promise<void> {
  const { userA, userB, check } = probing.identities
  if (userA === null || check === null) return void probing.notTried('caching', 'private answers', 'no-identity', probing.identities.nobody)
  const reading = probing.wireOperations.filter(
    (candidate) => candidate.method === 'GET' && !['health', 'docs', 'static', 'metrics'].includes(candidate.purpose),
  )
  // The profile of the caller comes first: nothing is more surely theirs.
  const own = reading.filter(({ key }) => key === check.operation.key)
  for (const operation of [...own, ...reading.filter((each) => !own.includes(each))].slice(0, MOST_READ)) {
    const accepted = await probing.acceptedBy(operation)
    if (accepted?.session == null) continue
    const request = requestOf(accepted.draft)
    const anonymous = await probing.client.send({ ...request, identity: 'anonymous' })
    if (isSuccess(anonymous) && operation.key !== check.operation.key) continue
    const value = headerOf(accepted.reply, 'cache-control').toLowerCase()
    const isPrivate = /no-store|private|no-cache/.test(value)
    const email = userA.credentials?.email ?? ''
    const other = userB === null ? null : await probing.send(userB, request)
    const leaks =
      (isSuccess(anonymous) && email !== '' && anonymous.body.includes(email)) ||
      (other !== null && email !== '' && isSuccess(other) && other.body.includes(email) && operation.key === check.operation.key)
    probing.trial(
      'caching',
      trialOn(operation, {
        name: 'cache-control',
        saw: leaks || !isPrivate ? 'effect' : 'no-effect',
        effect: leaks ? 'another caller is served the answer of this user' : `Cache-Control: ${value === '' ? '(absent)' : value}`,
        identity: accepted.session.name,
        baseline: accepted.reply.exchange,
        control: anonymous.exchange,
        attempts: exchangesOf(accepted.reply, leaks ? (other ?? anonymous) : null),
        reproduced: { count: 2, of: 2 },
        details: { value, isPublic: /public|s-maxage/.test(value), leaks },
      }),
    )
  }
  await sharedAnswers(probing)
}

/** A list of one user asked by another right after: what is in it then, and not in a list that no cache can know, came from a cache. */
async function sharedAnswers(probing: Probing): Promise<void> {
  const { userA, userB } = probing.identities
  if (userA === null || userB === null) return
  const lists = probing.wireOperations.filter(({ method, path }) => method === 'GET' && !path.includes('{')).slice(0, 20)
  for (const operation of lists) {
    const accepted = await probing.acceptedBy(operation)
    const words = probing.state.created.filter(({ owner, nonce }) => owner === userA && nonce !== '').map(({ nonce }) => nonce)
    if (accepted?.session !== userA || words.length === 0) continue
    const request = requestOf(accepted.draft)
    const ask = (session: Session, mark: string): Promise<Reply> =>
      probing.send(session, { ...request, path: `${request.path}${request.path.includes('?') ? '&' : '?'}assay=${mark}`, mayFail: true })
    const shows = (reply: Reply): boolean => isSuccess(reply) && words.some((word) => reply.body.includes(word))
    const first = probing.values.nonce('mark')
    const own = await ask(userA, first)
    if (!shows(own)) continue
    const foreign = await ask(userB, first)
    const fresh = await ask(userB, probing.values.nonce('mark'))
    const second = probing.values.nonce('mark')
    const again = shows(foreign) && !shows(fresh) ? [await ask(userA, second), await ask(userB, second)][1] : undefined
    const isSeen = again !== undefined && shows(again)
    probing.trial(
      'caching',
      trialOn(operation, {
        name: 'another user',
        saw: isSeen ? 'effect' : shows(fresh) ? 'unclear' : 'no-effect',
        effect: isSeen
          ? 'another user who asks the same address next gets the objects of this one, and by an address that is new does not'
          : 'another user who asked the same address next got nothing of it',
        identity: userB.name,
        baseline: own.exchange,
        control: fresh.exchange,
        attempts: exchangesOf(foreign, again),
        reproduced: { count: isSeen ? 2 : 0, of: 2 },
        details: { leaks: isSeen, isPublic: false, value: headerOf(foreign, 'cache-control').toLowerCase() },
      }),
    )
  }
}

/** Large JSON with and without an offer to compress. */
export async function probeCompression(probing: Probing): Promise<void> {
  for (const operation of probing.wireOperations
    .filter((candidate) => candidate.method === 'GET' && candidate.purpose !== 'static')
    .slice(0, 25)) {
    const accepted = await probing.acceptedBy(operation)
    if (accepted === null) continue
    const large = operation.parameters.find((parameter) => /^(?:limit|per_?page|page_?size|size|take)$/i.test(parameter.name))
    const request = requestOf(
      large === undefined ? accepted.draft : { ...accepted.draft, query: { ...accepted.draft.query, [large.name]: '100' } },
    )
    const plain = await probing.send(accepted.session, request)
    if (!isSuccess(plain) || plain.bytes < 1024 || !/json|text|xml|javascript/i.test(headerOf(plain, 'content-type'))) continue
    const offered = await probing.send(accepted.session, { ...request, headers: { ...request.headers, 'accept-encoding': 'gzip, br' } })
    const encoding = headerOf(offered, 'content-encoding')
    probing.trial(
      'compression',
      trialOn(operation, {
        name: 'offer',
        saw: encoding === '' ? 'effect' : 'no-effect',
        effect:
          encoding === '' ? `${plain.bytes} bytes are sent as they are` : `${plain.bytes} bytes become ${offered.bytes} (${encoding})`,
        identity: accepted.session?.name ?? 'anonymous',
        baseline: plain.exchange,
        attempts: exchangesOf(offered),
        reproduced: { count: 2, of: 2 },
        details: { bytes: plain.bytes, compressedBytes: offered.bytes, encoding },
      }),
    )
  }
  if (probing.factOf('compression').trials.length === 0)
    probing.notTried('compression', 'large answers', 'no-data', 'no answer is larger than 1 KiB')
}
