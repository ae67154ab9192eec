import { setTimeout as sleep } from 'node:timers/promises'
import type { Operation } from '../operations.ts'
import type { Probing } from '../probing.ts'
import { isRefusal, isSuccess, isTaken, leadsToLogin, type Reply } from '../reply.ts'
import { encodeBody } from '../requests.ts'
import type { Session } from '../session.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'

const CHANGES = /(?:^|\/)(?:change[-_]?|update[-_]?|set[-_]?)?passwords?(?:[-_]?change|\/change)?$/i
/** Times in tokens are whole seconds. */
const SAME_SECOND_MS = 1100
const FORMER = /current|old|existing|previous/i

/**
 * Has a user of its own who is logged in twice change the password in one session, and uses the token of the other once more: that in
 * which the change was made may go on.
 */
export async function probePasswordChange(probing: Probing): Promise<void> {
  const { identities, client, values } = probing
  const { check } = identities
  const operation = probing.operations.find(isChange)
  if (check === null || operation === undefined) return
  client.takeNextAddress()
  const session = await identities.registerUser('user-password', {})
  if (session?.credentials == null)
    return void probing.notTried('revocation', operation.key, 'no-identity', 'no user of its own could be registered')
  const { headers, credentials } = session
  const isIn = await logsInAgain(session)
  const { headers: present } = session
  const ask = (): Promise<Reply> => client.send({ ...check.request, headers, identity: session.name })
  const before = await ask()
  const next = `Aa2-${values.nonce('changed-password', 16)}`
  client.masking.add(next, '$PASSWORD')
  probing.sentSecrets.set(next, operation)
  const form = await probing.pages.formFor(operation, session, operation.path)
  const encoded = encodeBody(operation.body?.contentType ?? 'application/json', {
    ...form?.carried,
    ...fieldsOf(operation, credentials.password, next),
  })
  const changed = await client.send({
    method: operation.method,
    path: operation.path,
    headers: { ...present, 'content-type': encoded.contentType },
    body: encoded.body,
    identity: session.name,
    mayFail: true,
  })
  const after = isTaken(changed) ? await ask() : null
  const again = after !== null && isSuccess(after) ? await ask() : null
  session.credentials = { ...credentials, password: next }
  // The change is real when the new password opens a session.
  const isReal = isIn && isSuccess(before) && after !== null && (await session.renew())
  operation.probes += 1
  probing.trial(
    'revocation',
    trialOn(operation, {
      name: 'password change',
      saw:
        !isReal || after === null
          ? 'unclear'
          : again !== null && isSuccess(again)
            ? 'effect'
            : isRefusal(after) || leadsToLogin(after)
              ? 'no-effect'
              : 'unclear',
      effect: isReal
        ? `after the password was changed the token from before got ${after?.status}`
        : isIn
          ? `the password could not be changed (${changed.status})`
          : 'the user could not log in a second time',
      identity: session.name,
      baseline: before.exchange,
      control: changed.exchange,
      attempts: exchangesOf(after, again),
      reproduced: { count: again !== null && isSuccess(again) ? 2 : 0, of: 2 },
    }),
  )
  if (isReal) await probeWeakChange(probing, operation, session)
}

/** The same change once more, to a password that is too short: where it opens a session afterwards, the policy of registrations does not hold here. */
async function probeWeakChange(probing: Probing, operation: Operation, session: Session): Promise<void> {
  const { credentials, headers } = session
  if (credentials === null) return
  const form = await probing.pages.formFor(operation, session, operation.path)
  const ask = (next: string): Promise<Reply> => {
    const fields = { ...form?.carried, ...fieldsOf(operation, session.credentials?.password ?? '', next) }
    const encoded = encodeBody(operation.body?.contentType ?? 'application/json', fields)
    const { method, path } = operation
    const sent = { ...headers, 'content-type': encoded.contentType }
    return probing.client.send({ method, path, headers: sent, body: encoded.body, identity: session.name, mayFail: true })
  }
  const weak = 'x7Kq2z'
  const reply = await ask(weak)
  session.credentials = { ...credentials, password: weak }
  const isOpen = isTaken(reply) && (await session.renew())
  if (!isOpen) session.credentials = credentials
  const isRefused = [400, 403, 409, 422].includes(reply.status)
  if (!isOpen && !isRefused) return
  probing.trial(
    'passwordPolicy',
    trialOn(operation, {
      name: 'six characters',
      saw: isOpen ? 'effect' : 'no-effect',
      effect: `a change to a password of the kind "six characters" got ${reply.status}`,
      identity: session.name,
      baseline: session.loginReply?.exchange ?? null,
      control: session.loginReply?.exchange ?? null,
      attempts: exchangesOf(reply),
      reproduced: { count: 2, of: 2 },
      details: { isLong: false },
    }),
  )
}

/** Whether the user could log in once more: with another token, where logins give one; those of one second may be the same. */
async function logsInAgain(session: Session): Promise<boolean> {
  const former = JSON.stringify(session.headers)
  if (!(await session.renew())) return false
  if (JSON.stringify(session.headers) !== former) return true
  await sleep(SAME_SECOND_MS)
  return session.renew()
}

function isChange({ method, path, purpose }: Operation): boolean {
  return (
    ['POST', 'PUT', 'PATCH'].includes(method) &&
    purpose === 'other' &&
    !path.includes('{') &&
    CHANGES.test(path.replace(/(.)\/+$/, '$1')) &&
    !/forgot|reset/i.test(path)
  )
}

/** The former and the new password in the fields that the operation declares, or in the usual ones. */
function fieldsOf({ body }: Operation, former: string, next: string): Readonly<Record<string, string>> {
  const declared = Object.keys(body?.schema.properties ?? {})
  const names = declared.length > 0 ? declared : ['current_password', 'currentPassword', 'new_password', 'newPassword', 'password']
  return Object.fromEntries(names.map((name) => [name, FORMER.test(name) ? former : next]))
}
