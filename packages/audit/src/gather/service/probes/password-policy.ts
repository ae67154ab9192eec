import { newCredentials } from '../identities/credential-fields.ts'
import { isTaken as isRegistered } from '../identities/registration.ts'
import type { Probing } from '../probing.ts'
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
    const credentials = { ...newCredentials(probing.values, 'policy'), password }
    const request = await identities.registrationOf(credentials)
    if (request === null) return
    const reply = await probing.client.send({ ...request, mayFail: true })
    const isTaken = isRegistered(reply)
    if (isTaken) identities.registered.push({ name: 'user-policy', email: credentials.email, credentials, session: null })
    probing.trial(
      'passwordPolicy',
      trialOn(register, {
        name,
        saw: isTaken ? 'effect' : reply.status === 400 || reply.status === 422 ? 'no-effect' : reply.status === 429 ? 'blocked' : 'unclear',
        effect: `a password of the kind "${name}" got ${reply.status}`,
        baseline: identities.registerReply?.exchange ?? null,
        control: identities.registerReply?.exchange ?? null,
        attempts: exchangesOf(reply),
        reproduced: { count: 2, of: 2 },
        details: { isLong: name.startsWith('64') },
      }),
    )
  }
}
