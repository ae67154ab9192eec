import { exchangesOf, type Probing, trialOn } from '../probing.ts'
import type { Reply } from '../reply.ts'
import { requestOf } from '../requests.ts'

/** Marks every later object of the process where a merge is careless; only at intrusive. */
export async function probePrototypePollution(probing: Probing): Promise<void> {
  const { userA } = probing.identities
  const reader = probing.identities.check ?? null
  const writing = probing.wireOperations
    .filter((operation) => ['POST', 'PUT', 'PATCH'].includes(operation.method) && operation.body !== null && operation.purpose === 'other')
    .slice(0, 8)
  for (const operation of writing) {
    const accepted = await probing.acceptedBy(operation)
    if (accepted === null || reader === null) continue
    const key = probing.values.nonce('polluted', 12)
    const request = requestOf(accepted.draft)
    const valid = typeof request.body === 'string' ? request.body.replace(/\}\s*$/, '') : '{'
    const look = async (): Promise<Reply> => probing.send(userA, reader.request)
    const before = await look()
    for (const form of [`"__proto__":{"${key}":"${key}"}`, `"constructor":{"prototype":{"${key}":"${key}"}}`]) {
      const reply = await probing.send(accepted.session, { ...request, body: `${valid}${valid === '{' ? '' : ','}${form}}`, mayFail: true })
      const after = await look()
      const again = after.body.includes(key) ? await look() : null
      const isSeen = again?.body.includes(key) === true && !before.body.includes(key)
      probing.trial(
        'prototypePollution',
        trialOn(operation, {
          name: form.startsWith('"__proto__') ? '__proto__' : 'constructor.prototype',
          saw: isSeen ? 'effect' : 'no-effect',
          effect: isSeen ? 'a later answer to another request holds the planted property' : 'later answers hold nothing of it',
          identity: userA?.name ?? 'anonymous',
          baseline: before.exchange,
          control: before.exchange,
          attempts: exchangesOf(reply, after),
          reproduced: { count: isSeen ? 2 : 0, of: 2 },
        }),
      )
      if (isSeen) return
    }
  }
  if (writing.length === 0) probing.notTried('prototypePollution', 'bodies', 'no-data', 'no operation takes an object')
}
