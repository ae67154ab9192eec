import type { Operation } from '../operations.ts'
import type { Probing } from '../probing.ts'
import { headerOf, isSuccess } from '../reply.ts'
import { requestOf } from '../requests.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'
import { askedInTurn, isOfAnother, servedToStrangers } from './kept-answers.ts'
import { probeSharedAnswers } from './shared-answers.ts'

const MOST_READ = 20
/** Lets caches keep an answer that many share. */
const PUBLIC = /\bpublic\b|s-maxage/i

/** Cache-Control of answers that only their user should see; and whether they are served to others. */
export async function probeCaching(probing: Probing): Promise<void> {
  const { userA, userB, check } = probing.identities
  if (userA === null || check === null) return void probing.notTried('caching', 'private answers', 'no-identity', probing.identities.nobody)
  const reading = probing.wireOperations.filter(
    (candidate) => candidate.method === 'GET' && !['health', 'docs', 'static', 'metrics'].includes(candidate.purpose),
  )
  // The profile of the caller comes first: nothing is more surely theirs.
  const own = reading.filter(({ key }) => key === check.operation.key)
  // What says itself that anybody may keep it comes next.
  const open: Operation[] = []
  for (const operation of reading) {
    const accepted = own.includes(operation) ? null : await probing.acceptedBy(operation)
    if (accepted?.session != null && PUBLIC.test(headerOf(accepted.reply, 'cache-control'))) open.push(operation)
  }
  const others = reading.filter((each) => !own.includes(each) && !open.includes(each))
  for (const operation of [...own, ...open, ...others].slice(0, MOST_READ)) {
    const accepted = await probing.acceptedBy(operation)
    if (accepted?.session == null) continue
    const request = requestOf(accepted.draft)
    const anonymous = await probing.client.send({ ...request, identity: 'anonymous' })
    if (isSuccess(anonymous) && operation.key !== check.operation.key) {
      if (['authenticated', 'privileged'].includes(operation.declaredAccess)) await servedToStrangers(probing, accepted, anonymous)
      continue
    }
    const value = headerOf(accepted.reply, 'cache-control').toLowerCase()
    const isPrivate = /no-store|private|no-cache/.test(value)
    const email = userA.credentials?.email ?? ''
    const isOwn = operation.key === check.operation.key
    const replies = isOwn ? await askedInTurn(probing, request, userA, userB) : []
    const other = replies.find(({ reply, session }) => isOfAnother(probing, reply, session))?.reply ?? null
    const leaks =
      (isSuccess(anonymous) && email !== '' && anonymous.body.includes(email)) ||
      (other !== null && [accepted.reply, ...replies.map(({ reply }) => reply)].some(({ body }) => email !== '' && body.includes(email)))
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
        details: { value, isPublic: PUBLIC.test(value), leaks },
      }),
    )
  }
  await probeSharedAnswers(probing)
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
