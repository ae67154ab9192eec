import type { Operation } from '../operations.ts'
import type { Probing } from '../probing.ts'
import { isSuccess, isTaken, type Reply } from '../reply.ts'
import { encodeBody } from '../requests.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'

/** Where services show what they would have sent, to whoever tests them. */
const OUTBOX = /\/(?:[\w-]*outbox|mail-?box(?:es)?|e?mails?|e?mail-?logs?|(?:sent|dev|debug|test)-?(?:e?mails?|messages?|sms))\/?$/i
/** What takes the code of a mail, and sends none. */
const TAKES_CODE = /confirm|verify|complete|finish|\{/i

/** Mail that anybody may read: a user is registered and asks for a new password, and a stranger looks for the address of that user. */
export async function probeOutgoingMail(probing: Probing): Promise<void> {
  const shown = probing.wireOperations.filter(({ method, path }) => method === 'GET' && OUTBOX.test(path) && !path.includes('{'))
  if (shown.length === 0 || !probing.mayWrite) return
  const look = (operation: Operation): Promise<Reply> => probing.client.send({ method: 'GET', path: operation.path, mayFail: true })
  const open: { readonly operation: Operation; readonly before: Reply }[] = []
  for (const operation of shown.slice(0, 3)) {
    const before = await look(operation)
    if (isSuccess(before)) open.push({ operation, before })
  }
  const user = open.length === 0 ? null : await probing.identities.registerUser('user-mail', {})
  if (user === null || user.credentials === null) return
  const { email } = user.credentials
  let isAsked = false
  for (const reset of probing.wireOperations.filter(isReset).slice(0, 2)) {
    const body = { ...(reset.body === null ? {} : probing.values.body(reset.body, { email })), email }
    const encoded = encodeBody(reset.body?.contentType ?? 'application/json', body)
    const reply = await probing.client.send({
      method: 'POST',
      path: reset.path,
      headers: { 'content-type': encoded.contentType },
      body: encoded.body,
      mayFail: true,
    })
    isAsked ||= isTaken(reply)
  }
  for (const { operation, before } of open) {
    const after = await look(operation)
    const again = await look(operation)
    const count = [after, again].filter((reply) => isSuccess(reply) && reply.body.includes(email)).length
    operation.probes += 1
    probing.trial(
      'exposedPaths',
      trialOn(operation, {
        name: 'mail',
        // Where nothing was sent, nothing could be shown.
        saw: count === 2 ? 'effect' : isAsked ? 'no-effect' : 'unclear',
        effect:
          count === 2
            ? 'a stranger reads what the service sent to a user who just came'
            : isAsked
              ? 'nothing that was sent to a new user is shown'
              : 'no mail could be asked for, so that nothing could be shown',
        baseline: null,
        control: before.exchange,
        attempts: exchangesOf(after, again),
        reproduced: { count, of: 2 },
      }),
    )
  }
}

function isReset({ method, path, purpose }: Operation): boolean {
  return method === 'POST' && purpose === 'password-reset' && !TAKES_CODE.test(path)
}
