import type { Accepted, Probing } from '../probing.ts'
import { isSuccess, type Reply } from '../reply.ts'
import { requestOf } from '../requests.ts'
import { rememberCreated } from '../state-keeping.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'

/** JSON under other names, broken JSON, doubled keys. */
export async function probeContentTypes(probing: Probing): Promise<void> {
  const writing = probing.wireOperations.filter(
    (operation) =>
      operation.method === 'POST' &&
      operation.body !== null &&
      /json/.test(operation.body.contentType) &&
      !['logout', 'refresh', 'password-reset', 'upload', 'register'].includes(operation.purpose),
  )
  let tried = 0
  for (const operation of writing) {
    if (tried >= 3) break
    const accepted = operation.purpose === 'login' ? null : await probing.acceptedBy(operation)
    if (accepted === null) continue
    const request = requestOf(accepted.draft)
    const body = typeof request.body === 'string' ? request.body : ''
    if (!(await readsItsBody(probing, accepted))) continue
    tried += 1
    const cases: readonly (readonly [string, string, string])[] = [
      ['text/plain', 'text/plain', body],
      ['form', 'application/x-www-form-urlencoded', body],
      ['no type', '', body],
      ['xml', 'application/xml', body],
      ['malformed JSON', 'application/json', `${body.slice(0, -1)},,`],
      ['array in place of object', 'application/json', '[1,2,3]'],
      ['plain text in place of object', 'application/json', '"assay"'],
      ['not UTF-8', 'application/json', '\u00ff\u00fe{"a":1}'],
    ]
    for (const [name, type, text] of cases) {
      const { 'content-type': _dropped, ...headers } = request.headers ?? {}
      const ask = (): Promise<Reply> =>
        probing.send(accepted.session, {
          ...request,
          headers: type === '' ? headers : { ...headers, 'content-type': type },
          body: text,
          mayFail: true,
        })
      const reply = await ask()
      rememberCreated(probing, accepted, reply)
      const isTaken = isSuccess(reply) && text === body
      const isFailure = reply.status >= 500
      const again = isTaken || isFailure ? await ask() : null
      if (again !== null) rememberCreated(probing, accepted, again)
      const isSeen = again !== null && (isTaken ? isSuccess(again) : again.status >= 500)
      probing.trial(
        'contentTypes',
        trialOn(operation, {
          name,
          saw: isSeen ? 'effect' : reply.status === 429 || reply.status === 0 ? 'blocked' : 'no-effect',
          effect: isTaken ? `JSON sent as ${name} was taken (${reply.status})` : `${name} got ${reply.status}`,
          identity: accepted.session?.name ?? 'anonymous',
          baseline: accepted.reply.exchange,
          control: accepted.reply.exchange,
          attempts: exchangesOf(reply, again),
          reproduced: { count: isSeen ? 2 : 0, of: 2 },
          details: { isTaken, isFailure, usesCookies: probing.identities.scheme === 'cookie' },
        }),
      )
    }
  }
  if (await probeLogin(probing)) tried += 1
  if (tried === 0) probing.notTried('contentTypes', 'content types', 'no-data', 'no operation takes JSON')
}

/** Whether the operation looks at what it is sent: one that takes broken JSON like good JSON has no body of any type. */
async function readsItsBody(probing: Probing, accepted: Accepted): Promise<boolean> {
  const reply = await probing.send(accepted.session, { ...requestOf(accepted.draft), body: '{"assay":,,', mayFail: true })
  rememberCreated(probing, accepted, reply)
  return !isSuccess(reply)
}

/** The login with its body under a name that any page may send; by a user made for it. False where it takes no JSON. */
async function probeLogin(probing: Probing): Promise<boolean> {
  const { login, entrance } = probing.identities
  if (login === null || entrance === null || !/json/.test(login.body?.contentType ?? '')) return false
  const credentials = (await probing.identities.registerUser('user-typed', {}))?.credentials ?? null
  if (credentials === null) return false
  const { page: _page, ...request } = await entrance.requestFor(probing.identities.loginNameOf(credentials), credentials.password)
  if (typeof request.body !== 'string' || !request.body.startsWith('{')) return false
  const { 'content-type': _dropped, ...headers } = request.headers ?? {}
  const ask = (body: string): Promise<Reply> =>
    probing.client.send({ ...request, headers: { ...headers, 'content-type': 'text/plain' }, body, mayFail: true })
  const reply = await ask(request.body)
  const again = isSuccess(reply) ? await ask(request.body) : null
  const broken = await ask(`${request.body.slice(0, -1)},,`)
  const isTaken = again !== null && isSuccess(again) && !isSuccess(broken)
  probing.trial(
    'contentTypes',
    trialOn(login, {
      name: 'text/plain',
      saw: isTaken ? 'effect' : reply.status === 429 || reply.status === 0 ? 'blocked' : 'no-effect',
      effect: isTaken ? `JSON sent as text/plain was taken (${reply.status})` : `text/plain got ${reply.status}`,
      identity: 'anonymous',
      baseline: reply.exchange,
      control: broken.exchange,
      attempts: exchangesOf(reply, again),
      reproduced: { count: isTaken ? 2 : 0, of: 2 },
      details: { isTaken, isFailure: false, usesCookies: probing.identities.scheme === 'cookie' },
    }),
  )
  return true
}
