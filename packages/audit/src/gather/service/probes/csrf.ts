import { isFormOf } from '../form-guesses.ts'
import type { Operation } from '../operations.ts'
import type { Probing } from '../probing.ts'
import { headerOf, isSuccess, type Reply, setCookiesOf } from '../reply.ts'
import { requestOf } from '../requests.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'
import { forgedForm, mayBeForged } from './csrf-forms.ts'
import { cookieAlone } from './session-cookies.ts'

const MOST_OPERATIONS = 6

/** How the cookie of the session may travel; that of a token against forged requests says nothing of it. */
function sameSiteOf(cookies: readonly string[]): string {
  const own = cookies.filter((cookie) => !/^[^=]*(?:csrf|xsrf)/i.test(cookie))
  const cookie = own.find((one) => /^[^=]*(?:sess|sid|auth|jwt)/i.test(one)) ?? own[0] ?? ''
  return /samesite=(\w+)/i.exec(cookie)?.[1]?.toLowerCase() ?? ''
}

/** A change of data by a form of another site: only the cookie, a foreign origin, a simple content type. */
export async function probeCsrf(probing: Probing): Promise<void> {
  const { userA, scheme, cookieScheme } = probing.identities
  if (userA === null) return void probing.notTried('csrf', 'cookies', 'no-identity', probing.identities.nobody)
  const ambient = cookieScheme === null ? await cookieAlone(probing) : { cookie: userA.headers.cookie ?? '' }
  if (ambient === null) {
    probing.trial(
      'csrf',
      trialOn(null, {
        name: 'no ambient credential',
        saw: 'no-effect',
        effect: `callers prove themselves by ${scheme === 'bearer' ? 'the Authorization header' : 'a header'}, which no other site can send`,
        attempts: exchangesOf(userA.loginReply),
        details: { isAmbient: false },
      }),
    )
    return
  }
  const login = cookieScheme === null ? userA.loginReply : cookieScheme.replyOf(userA)
  const sameSite = sameSiteOf(login === null ? [] : setCookiesOf(login))
  let tried = 0
  const posts = probing.wireOperations.filter((candidate) => candidate.method === 'POST' && candidate.purpose === 'other')
  // Where scripts have a token of their own, the cookie is for the forms of pages.
  const forms = probing.identities.second === null ? [] : posts.filter(isFormOf)
  for (const operation of new Set([...forms, ...posts])) {
    if (tried >= MOST_OPERATIONS) break
    const accepted = await probing.takenBy(operation)
    if (accepted === null) continue
    tried += 1
    if (cookieScheme !== null && mayBeForged(operation, accepted)) {
      await forgedForm(probing, operation, accepted, userA, sameSite)
      continue
    }
    if (!isSuccess(accepted.reply)) continue
    const request = requestOf(accepted.draft)
    const foreign = { origin: FOREIGN, referer: `${FOREIGN}/` }
    const attempts: Reply[] = []
    const form = new URLSearchParams(
      Object.entries(accepted.draft.body ?? {}).map(([name, value]): [string, string] => [name, String(value)]),
    ).toString()
    for (const [type, body] of [
      ['text/plain', typeof request.body === 'string' ? request.body : ''],
      ['application/x-www-form-urlencoded', form],
    ] as const) {
      const reply = await probing.client.send({
        ...request,
        headers: { ...ambient, 'content-type': type, ...foreign },
        body,
        mayFail: true,
        identity: userA.name,
      })
      attempts.push(reply)
      if (isSuccess(reply) && probing.createsObjects(operation, reply))
        probing.state.remember(request.path.split('?')[0] ?? operation.path, reply, userA, '')
    }
    const taken = attempts.filter(isSuccess)
    probing.trial(
      'csrf',
      trialOn(operation, {
        name: 'simple request',
        saw:
          taken.length > 0 && sameSite !== 'strict' && sameSite !== 'lax'
            ? 'effect'
            : taken.length > 0 || attempts.some((reply) => reply.status >= 400 && reply.status < 500)
              ? 'no-effect'
              : 'unclear',
        effect:
          taken.length > 0
            ? `a request that any site can make a browser send was taken (SameSite ${sameSite || 'absent'})`
            : 'requests from another site were refused',
        identity: userA.name,
        baseline: accepted.reply.exchange,
        control: accepted.reply.exchange,
        attempts: exchangesOf(...attempts),
        reproduced: { count: taken.length > 0 ? 2 : 0, of: 2 },
        details: { isAmbient: true, sameSite },
      }),
    )
  }
  for (const operation of probing.wireOperations
    .filter(({ method, purpose }) => (method === 'PUT' || method === 'PATCH') && purpose === 'other')
    .slice(0, MOST_ALLOWED))
    await probeAllowed(probing, operation, ambient, sameSite)
}

const FOREIGN = 'https://foreign.example'
const MOST_ALLOWED = 4

/** What no form can send, a script of another site can, where the answer to its preflight lets it bring the cookie. */
async function probeAllowed(
  probing: Probing,
  operation: Operation,
  ambient: Readonly<Record<string, string>>,
  sameSite: string,
): Promise<void> {
  const accepted = await probing.acceptedBy(operation)
  if (accepted === null) return
  const request = requestOf(accepted.draft)
  const preflight = await probing.client.send({
    method: 'OPTIONS',
    path: request.path,
    headers: { origin: FOREIGN, 'access-control-request-method': operation.method, 'access-control-request-headers': 'content-type' },
    mayFail: true,
  })
  const isAllowed =
    isSuccess(preflight) &&
    headerOf(preflight, 'access-control-allow-origin') === FOREIGN &&
    headerOf(preflight, 'access-control-allow-credentials') === 'true' &&
    headerOf(preflight, 'access-control-allow-methods').toUpperCase().includes(operation.method)
  if (!isAllowed) return
  const ask = (): Promise<Reply> =>
    probing.client.send({
      ...request,
      headers: { ...request.headers, ...ambient, origin: FOREIGN, referer: `${FOREIGN}/` },
      mayFail: true,
      identity: accepted.session?.name ?? 'anonymous',
    })
  const attempts = [await ask(), await ask()]
  const stranger = await probing.client.send({ ...request, identity: 'anonymous', mayFail: true })
  const isSeen = attempts.every(isSuccess) && !isSuccess(stranger) && sameSite !== 'strict' && sameSite !== 'lax'
  probing.trial(
    'csrf',
    trialOn(operation, {
      name: 'allowed to other sites',
      saw: isSeen ? 'effect' : 'no-effect',
      effect: isSeen
        ? `a script of any site may send it with the cookie: its origin is allowed, with credentials (SameSite ${sameSite || 'absent'})`
        : `the request of another site got ${attempts[0]?.status ?? 0}`,
      identity: accepted.session?.name ?? 'anonymous',
      baseline: preflight.exchange,
      control: stranger.exchange,
      attempts: exchangesOf(...attempts),
      reproduced: { count: isSeen ? 2 : 0, of: 2 },
      details: { isAmbient: true, sameSite },
    }),
  )
}
