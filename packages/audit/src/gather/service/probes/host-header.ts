import type { Probing } from '../probing.ts'
import { headerOf, type Reply } from '../reply.ts'
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
