import type { Probing } from '../probing.ts'
import { headerOf, isSuccess, type Reply } from '../reply.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'

/** A host of our own in the request: it must not come back in links. */
export async function probeHostHeader(probing: Probing): Promise<void> {
  const host = `${probing.values.nonce('host')}.example`
  const targets = [
    probing.identities.check?.request.path,
    ...probing.wireOperations
      .filter((operation) => operation.purpose === 'password-reset' || operation.purpose === 'other')
      .filter((operation) => operation.method === 'GET' && !operation.path.includes('{'))
      .map((operation) => operation.path),
  ].filter((path) => path !== undefined)
  for (const path of ['/', ...new Set(targets)].slice(0, 5)) {
    const plain = await probing.send(probing.identities.userA, { method: 'GET', path, mayFail: true })
    const replies: Reply[] = []
    for (const headers of [{ 'x-forwarded-host': host }, { host }] as const) {
      const reply = await probing.send(probing.identities.userA, { method: 'GET', path, headers, mayFail: true })
      if (reply.body.includes(host) || headerOf(reply, 'location').includes(host))
        replies.push(reply, await probing.send(probing.identities.userA, { method: 'GET', path, headers, mayFail: true }))
      if (replies.length > 0) break
    }
    const count = replies.filter((reply) => reply.body.includes(host) || headerOf(reply, 'location').includes(host)).length
    probing.trial(
      'hostHeader',
      trialOn(
        { method: 'GET', path, file: null, line: null },
        {
          name: 'foreign host',
          saw: count === 2 ? 'effect' : 'no-effect',
          effect: count > 0 ? 'a host named by the caller comes back in the answer' : 'a host named by the caller did not come back',
          baseline: plain.exchange,
          control: plain.exchange,
          attempts: exchangesOf(...replies),
          reproduced: { count, of: 2 },
        },
      ),
    )
  }
}

/** The token as a part of the address, where it ends up in logs. */
export async function probeCredentialsInUrl(probing: Probing): Promise<void> {
  const { check, userA } = probing.identities
  const token = userA?.token ?? null
  if (check === null || token === null)
    return void probing.notTried('credentialsInUrl', 'token in the address', 'no-identity', 'no token is known')
  const baseline = await probing.send(userA, check.request)
  for (const name of ['access_token', 'token', 'auth', 'api_key', 'jwt', 'key']) {
    const path = `${check.request.path}${check.request.path.includes('?') ? '&' : '?'}${name}=${encodeURIComponent(token)}`
    const reply = await probing.client.send({ method: 'GET', path, identity: 'user-a' })
    const garbage = isSuccess(reply)
      ? await probing.client.send({ method: 'GET', path: `${check.request.path}?${name}=garbage`, identity: 'garbage' })
      : null
    const again = isSuccess(reply) ? await probing.client.send({ method: 'GET', path, identity: 'user-a' }) : null
    const isTaken = isSuccess(reply) && garbage !== null && !isSuccess(garbage)
    probing.trial(
      'credentialsInUrl',
      trialOn(check.operation, {
        name,
        parameter: `query ${name}`,
        saw: isTaken ? 'effect' : 'no-effect',
        effect: isTaken ? `the token is taken from the parameter ${name}` : `the token in ${name} got ${reply.status}`,
        identity: 'user-a',
        baseline: baseline.exchange,
        control: garbage?.exchange ?? null,
        attempts: exchangesOf(reply, again),
        reproduced: { count: isTaken ? 2 : 0, of: 2 },
      }),
    )
  }
}
