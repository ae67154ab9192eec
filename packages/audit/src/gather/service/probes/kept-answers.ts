import type { SendOptions } from '../client.ts'
import type { Accepted, Probing } from '../probing.ts'
import { headerOf, isRefusal, isSuccess, type Reply } from '../reply.ts'
import { requestOf } from '../requests.ts'
import type { Session } from '../session.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'

interface Asked {
  readonly session: Session
  readonly reply: Reply
}

/** One user after the other, at once: where one is served what was kept for the other, it shows now. */
export async function askedInTurn(
  probing: Probing,
  request: SendOptions,
  first: Session,
  second: Session | null,
): Promise<readonly Asked[]> {
  const asked: Asked[] = []
  for (const session of [first, second])
    if (session !== null) asked.push({ session, reply: await probing.send(session, { ...request, mayFail: true }) })
  return asked
}

/** Whether a page about who asks names another user of ours instead. */
export function isOfAnother({ identities }: Probing, reply: Reply, session: Session): boolean {
  const own = session.credentials?.email ?? ''
  const others = [
    ...identities.sessions.flatMap(({ credentials }) => credentials?.email ?? []),
    ...identities.registered.map(({ email }) => email),
  ].filter((email) => email !== own && email !== '')
  return isSuccess(reply) && own !== '' && !reply.body.includes(own) && others.some((email) => reply.body.includes(email))
}

/** An operation for users whose answer a stranger got: by an address that nobody asked before, the stranger is refused where it came from a cache. */
export async function servedToStrangers(probing: Probing, { operation, draft, reply, session }: Accepted, anonymous: Reply): Promise<void> {
  const fresh = (): SendOptions => {
    const request = requestOf(draft)
    const mark = probing.values.nonce('mark')
    return { ...request, path: `${request.path}${request.path.includes('?') ? '&' : '?'}assay=${mark}`, mayFail: true }
  }
  const unknown = await probing.client.send({ ...fresh(), identity: 'anonymous' })
  if (!isRefusal(unknown)) return
  const address = fresh()
  const own = await probing.send(session, address)
  const again = await probing.client.send({ ...address, identity: 'anonymous' })
  const isSeen = isSuccess(own) && isSuccess(again)
  const value = headerOf(reply, 'cache-control').toLowerCase()
  probing.trial(
    'caching',
    trialOn(operation, {
      name: 'cache-control',
      saw: isSeen ? 'effect' : 'unclear',
      effect: isSeen
        ? 'a stranger who asks next is served the answer of this user, and by an address that is new is refused'
        : 'a stranger was answered once and refused by an address that is new',
      identity: 'anonymous',
      baseline: own.exchange,
      control: unknown.exchange,
      attempts: exchangesOf(anonymous, again),
      reproduced: { count: isSeen ? 2 : 1, of: 2 },
      details: { value, isPublic: /public|s-maxage/.test(value), leaks: isSeen },
    }),
  )
}
