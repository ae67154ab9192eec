import { newCredentials } from '../identities/credential-fields.ts'
import { isTaken as isRegistered } from '../identities/registration.ts'
import type { Probing } from '../probing.ts'
import type { Reply } from '../reply.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'

/** Registrations with passwords that should be refused, and one that should not. */
export async function probePasswordPolicy(probing: Probing): Promise<void> {
  const { identities } = probing
  const { register } = identities
  if (register === null || (await identities.registrationOf(newCredentials(probing.values, 'policy'))) === null)
    return void probing.notTried('passwordPolicy', 'registration', 'no-data', 'no registration works')
  const cases: readonly (readonly [string, string])[] = [
    ['six characters', 'x7Kq2z'],
    ['common: password', 'password'],
    ['common: 12345678', '12345678'],
    ['common: Password1', 'Password1'],
    ['64 characters', `Aa1!${'correct-horse battery staple '.repeat(3)}`.slice(0, 64)],
  ]
  for (const [name, password] of cases) {
    probing.client.takeNextAddress()
    const isLong = name.startsWith('64')
    const reply = await registerWith(probing, password)
    if (reply === null) return
    const isTaken = isRegistered(reply)
    // A long password that is taken is as it should be, and is no finding to be shown again.
    const again = isTaken && !isLong ? await registerWith(probing, password) : null
    const isSeen = isTaken && (isLong || (again !== null && isRegistered(again)))
    probing.trial(
      'passwordPolicy',
      trialOn(register, {
        name,
        saw: isSeen
          ? 'effect'
          : isTaken
            ? 'unclear'
            : reply.status === 400 || reply.status === 422
              ? 'no-effect'
              : reply.status === 429
                ? 'blocked'
                : 'unclear',
        effect: `a password of the kind "${name}" got ${reply.status}`,
        baseline: identities.registerReply?.exchange ?? null,
        control: identities.registerReply?.exchange ?? null,
        attempts: exchangesOf(reply, again),
        reproduced: isLong ? { count: Number(isTaken), of: 1 } : { count: Number(isTaken) + Number(isSeen), of: 2 },
        details: { isLong },
      }),
    )
  }
}

/** Registers somebody new with a password; null where no request for it can be made. */
async function registerWith({ client, identities, values }: Probing, password: string): Promise<Reply | null> {
  const credentials = { ...newCredentials(values, 'policy'), password }
  const request = await identities.registrationOf(credentials)
  if (request === null) return null
  const reply = await client.send({ ...request, mayFail: true })
  if (isRegistered(reply)) identities.registered.push({ name: 'user-policy', email: credentials.email, credentials, session: null })
  return reply
}
