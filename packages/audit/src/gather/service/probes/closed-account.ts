import type { SendOptions } from '../client.ts'
import { isPasswordName } from '../identities/credential-fields.ts'
import type { Operation } from '../operations.ts'
import type { Probing } from '../probing.ts'
import { isRefusal, isSuccess, isTaken, leadsToLogin, type Reply } from '../reply.ts'
import { encodeBody } from '../requests.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'

const OWN = /\/(?:me|account|profile|users\/me)\/?$/i
const CLOSES = /\/(?:me|account|profile|users\/me)\/(?:close|delete|deactivate|remove|cancel)\/?$/i

/** Has a user of its own close its account, and uses its token once more: that the account is closed shows where it cannot log in again. */
export async function probeClosedAccount(probing: Probing): Promise<void> {
  const { identities, client } = probing
  const { check } = identities
  const operation = probing.wireOperations.find(isClosing)
  if (check === null || operation === undefined) return
  client.takeNextAddress()
  const user = await identities.registerUser('user-closed', {})
  if (user?.credentials == null || user.loginReply === null) return
  const { headers, credentials, loginReply } = user
  const ask = (): Promise<Reply> => client.send({ ...check.request, headers, identity: user.name })
  const before = await ask()
  const closing = closingOf(operation, credentials.password)
  const closed = await client.send({ ...closing, headers: { ...closing.headers, ...headers }, identity: user.name, mayFail: true })
  const after = isTaken(closed) && isSuccess(before) ? await ask() : null
  if (after === null)
    return void probing.notTried('accountState', operation.key, 'no-data', `the account could not be closed (${closed.status})`)
  const again = await ask()
  const isOpen = await user.renew()
  const isClosed = !isOpen && identities.refusal !== null
  if (isClosed) forget(probing, credentials.email)
  operation.probes += 1
  const count = [after, again].filter(isSuccess).length
  const isShut = [after, again].every((reply) => isRefusal(reply) || leadsToLogin(reply) || reply.status === 404 || reply.status === 410)
  probing.trial(
    'accountState',
    trialOn(operation, {
      name: 'closed account',
      saw: !isClosed ? 'unclear' : count === 2 ? 'effect' : isShut ? 'no-effect' : 'unclear',
      effect: isOpen
        ? 'the user logs in again: the account is not closed yet'
        : !isClosed
          ? 'the login did not say whether the account is closed'
          : count === 2
            ? 'who closed the account cannot log in again, and its token is still accepted'
            : `the token of the closed account got ${after.status}`,
      identity: user.name,
      baseline: before.exchange,
      control: loginReply.exchange,
      attempts: exchangesOf(closed, after, again, identities.refusal),
      reproduced: { count, of: 2 },
    }),
  )
}

function isClosing({ method, path }: Operation): boolean {
  return (method === 'DELETE' && OWN.test(path)) || (method === 'POST' && CLOSES.test(path))
}

function closingOf({ method, path, body }: Operation, password: string): SendOptions {
  const names = Object.keys(body?.schema.properties ?? {}).filter(isPasswordName)
  if (body === null || names.length === 0) return { method, path }
  const encoded = encodeBody(body.contentType, Object.fromEntries(names.map((name) => [name, password])))
  return { method, path, headers: { 'content-type': encoded.contentType }, body: encoded.body }
}

/** What is closed needs no clean-up. */
function forget({ identities }: Probing, email: string): void {
  const index = identities.registered.findIndex((entry) => entry.email === email)
  if (index >= 0) identities.registered.splice(index, 1)
}
