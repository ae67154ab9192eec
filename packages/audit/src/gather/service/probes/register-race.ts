import { newCredentials } from '../identities/credential-fields.ts'
import { isTaken as isRegistered } from '../identities/registration.ts'
import type { Probing } from '../probing.ts'
import type { Reply } from '../reply.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'

const AT_ONCE = 8
/** One race may be lost to chance on a busy machine; a registration that hashes slowly is not raced again. */
const QUICK_MS = 1000

/** The same registration many times at once, and those of another user where one alone was taken. */
export async function probeRegisterRace(probing: Probing): Promise<void> {
  if (await race(probing, true)) await race(probing, false)
}

/** Whether the race is worth another: one request won, and quickly. */
async function race(probing: Probing, isFirst: boolean): Promise<boolean> {
  const { register } = probing.identities
  const credentials = newCredentials(probing.values, 'race')
  const request = await probing.identities.registrationOf(credentials)
  if (register === null || request === null) {
    probing.notTried('raceConditions', 'registration', 'no-data', 'no registration works')
    return false
  }
  probing.client.masking.add(credentials.password, '$PASSWORD_RACE')
  probing.client.takeNextAddress()
  const ask = (): Promise<Reply> => probing.client.send({ ...request, mayFail: true, identity: 'user-race' })
  const started = performance.now()
  const replies = await Promise.all(Array.from({ length: AT_ONCE }, ask))
  const wins = replies.filter(isRegistered)
  const isWorthAnother = isFirst && wins.length === 1 && performance.now() - started < QUICK_MS
  if (wins.length > 0) probing.identities.registered.push({ name: 'user-race', email: credentials.email, credentials, session: null })
  if (isWorthAnother) return true
  const after = await ask()
  if (wins.length > 1 && isRegistered(after)) {
    probing.notTried(
      'raceConditions',
      register.key,
      'inconclusive',
      'the registration answers a known user like a new one: winners cannot be counted',
    )
    return false
  }
  probing.trial(
    'raceConditions',
    trialOn(register, {
      name: 'register',
      saw: wins.length > 1 ? 'effect' : wins.length === 1 ? 'no-effect' : 'unclear',
      effect: `${wins.length} of ${replies.length} registrations of one user at once were taken; one more afterwards got ${after.status}`,
      identity: 'user-race',
      baseline: probing.identities.registerReply?.exchange ?? null,
      control: after.exchange,
      attempts: exchangesOf(...(wins.length > 1 ? wins.slice(0, 2) : replies.slice(0, 2))),
      reproduced: { count: wins.length > 1 ? 2 : 0, of: 2 },
    }),
  )
  return false
}
