import { isPasswordName, namesUser } from '../identities/credential-fields.ts'
import type { Operation } from '../operations.ts'
import type { Probing } from '../probing.ts'
import { isSuccess, type Reply } from '../reply.ts'
import type { Session } from '../session.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'

const MOST_OPERATIONS = 4

/** Reads that take the name and the password of a user in their query, where both end up in logs. */
export async function probePasswordsInUrl(probing: Probing): Promise<void> {
  const { userA } = probing.identities
  if (userA?.credentials == null) return
  const taking = probing.wireOperations.filter(
    ({ method, path, parameters }) =>
      method === 'GET' && !path.includes('{') && parameters.some((parameter) => parameter.in === 'query' && isPasswordName(parameter.name)),
  )
  for (const operation of taking.slice(0, MOST_OPERATIONS)) await password(probing, operation, userA)
}

async function password(probing: Probing, operation: Operation, user: Session): Promise<void> {
  const { credentials } = user
  if (credentials === null) return
  const named = operation.parameters.filter((parameter) => parameter.in === 'query')
  const secret = named.find(({ name }) => isPasswordName(name))?.name ?? ''
  const ask = (word: string): Promise<Reply> => {
    probing.client.takeNextAddress()
    const query = new URLSearchParams([
      ...named
        .filter(({ name }) => namesUser(name))
        .map(({ name }): [string, string] => [name, probing.identities.loginNameOf(credentials)]),
      [secret, word],
    ])
    return probing.client.send({ method: 'GET', path: `${operation.path}?${query}`, identity: 'anonymous', mayFail: true })
  }
  const wrong = await ask(`Wrong-${probing.values.nonce('password')}`)
  const reply = await ask(credentials.password)
  const isTaken = isSuccess(reply) && !isSuccess(wrong)
  const again = isTaken ? await ask(credentials.password) : null
  probing.trial(
    'credentialsInUrl',
    trialOn(operation, {
      name: 'password',
      parameter: `query ${secret}`,
      saw: again !== null && isSuccess(again) ? 'effect' : 'no-effect',
      effect: isTaken ? `the password is taken from the parameter ${secret}` : `the password in ${secret} got ${reply.status}`,
      identity: user.name,
      baseline: reply.exchange,
      control: wrong.exchange,
      attempts: exchangesOf(reply, again),
      reproduced: { count: again !== null && isSuccess(again) ? 2 : 0, of: 2 },
    }),
  )
}
