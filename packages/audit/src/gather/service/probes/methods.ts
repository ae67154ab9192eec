import type { Probing } from '../probing.ts'
import { sendRaw } from '../raw-socket.ts'
import { headerOf, isHtml, isSuccess, isTaken, normalised, type Reply } from '../reply.ts'
import { itemOf, shape } from '../state.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'
import { saidOn } from './same-object.ts'

/** TRACE, undeclared verbs, and verbs that a header puts in another's place. */
export async function probeMethods(probing: Probing): Promise<void> {
  const nonce = probing.values.nonce('trace')
  const { text: trace } = await sendRaw(
    probing.client,
    `TRACE / HTTP/1.1\r\nHost: ${probing.client.base.host}\r\nX-Assay-Trace: ${nonce}\r\nConnection: close\r\n\r\n`,
  )
  const isEchoed = /^HTTP\/1\.\d 200/.test(trace) && trace.toLowerCase().includes(`x-assay-trace: ${nonce}`)
  probing.trial(
    'methods',
    trialOn(
      { method: 'TRACE', path: '/', file: null, line: null },
      {
        name: 'trace',
        saw: isEchoed ? 'effect' : trace === '' ? 'unclear' : 'no-effect',
        effect: isEchoed ? 'TRACE sends back the headers of the request' : `TRACE got ${trace.split('\r\n')[0] ?? 'no answer'}`,
        details: {},
        reproduced: { count: isEchoed ? 2 : 0, of: 2 },
      },
    ),
  )
  const methodsOf = new Map<string, Set<string>>()
  for (const operation of probing.wireOperations)
    methodsOf.set(shape(operation.path), (methodsOf.get(shape(operation.path)) ?? new Set()).add(operation.method))
  const { userA } = probing.identities
  for (const operation of probing.wireOperations
    .filter((candidate) => candidate.method === 'GET' && !candidate.path.includes('{'))
    .slice(0, 6)) {
    const method = ['PUT', 'PATCH', 'DELETE'].find((candidate) => !methodsOf.get(shape(operation.path))?.has(candidate))
    if (method === undefined || !probing.mayWrite) continue
    const reply = await probing.send(userA, {
      method: method === 'DELETE' ? 'PATCH' : method,
      path: operation.path,
      headers: { 'content-type': 'application/json' },
      body: '{}',
      mayFail: true,
    })
    probing.trial(
      'methods',
      trialOn(operation, {
        name: 'undeclared',
        saw: isSuccess(reply) ? 'unclear' : reply.status === 429 || reply.status === 0 ? 'blocked' : 'no-effect',
        effect: `${reply.exchange.method} got ${reply.status}`,
        identity: userA?.name ?? 'anonymous',
        attempts: exchangesOf(reply),
        details: { status: reply.status, allow: headerOf(reply, 'allow') },
      }),
    )
  }
  if (probing.mayWrite) await overrides(probing)
  if (probing.mayWrite) await readingThatWrites(probing)
}

const ACTION =
  /\/(?:cancel|delete|remove|approve|confirm|close|disable|enable|archive|activate|deactivate|pay|publish|complete|finish|reset|accept|reject|like|follow|subscribe|unsubscribe|mark\w*|toggle|lock|unlock|hide|pin)\/?$/i

/** A GET whose path names an action: the object is looked at before and after. */
async function readingThatWrites(probing: Probing): Promise<void> {
  const { ordinaryUser } = probing.identities
  for (const operation of probing.wireOperations) {
    const template = operation.path.replace(ACTION, '')
    const item = itemOf(template)
    if (operation.method !== 'GET' || template === operation.path || item === null || ordinaryUser === null) continue
    const ids = await probing.idsFor(operation, ordinaryUser)
    const object = await probing.create(item.collection, ids, ordinaryUser, item.parameter, 'new')
    if (object === null) continue
    const path = probing.state.itemPath(object.collection, object.id)
    const reader = probing.state.readerOf(object)
    const look = (): Promise<Reply> => probing.send(ordinaryUser, { method: 'GET', path: reader?.path ?? path })
    // What a page says once, of what was just done, is read away first.
    await look()
    const before = await look()
    const still = await look()
    const act = `${path.replace(/\/$/, '')}${operation.path.slice(template.length)}`
    const reply = await probing.send(ordinaryUser, { method: 'GET', path: act, mayFail: true })
    await look()
    const after = await look()
    const said = (seen: Reply): string => (isHtml(seen) ? saidOn(seen, [ordinaryUser]) : normalised(seen.body))
    const isSteady = before.status === still.status && said(before) === said(still)
    // A draft that its owner cannot read, and can read now, was published.
    const isChanged =
      isTaken(reply) &&
      isSteady &&
      (isSuccess(before)
        ? after.status === 404 || (isSuccess(after) && said(after) !== said(before))
        : before.status === 404 && isSuccess(after))
    const isListed = (seen: Reply): boolean => object.nonce !== '' && isSuccess(seen) && seen.body.includes(object.nonce)
    // Others come and go in a list: there the word of this object is what counts.
    const isEffect =
      reader?.isList === true ? isTaken(reply) && isListed(before) && isListed(still) && isSuccess(after) && !isListed(after) : isChanged
    if (isEffect && (reader?.isList === true || (REMOVES.test(operation.path) && !isSuccess(after)))) object.isRemoved = true
    probing.trial(
      'methods',
      trialOn(operation, {
        name: 'GET that writes',
        saw: isEffect ? 'effect' : isSuccess(before) ? 'no-effect' : 'unclear',
        effect: isEffect ? 'a GET changes the object' : `the GET got ${reply.status} and changed nothing`,
        identity: ordinaryUser.name,
        baseline: before.exchange,
        control: still.exchange,
        attempts: exchangesOf(reply, after),
        reproduced: { count: isEffect ? 2 : 0, of: 2 },
      }),
    )
  }
}

const REMOVES = /\/(?:delete|remove)\/?$/i

/** A POST or GET that a header turns into a DELETE of an object of ours. */
async function overrides(probing: Probing): Promise<void> {
  const { userA } = probing.identities
  const deletion = probing.wireOperations.find(
    (operation) =>
      operation.method === 'DELETE' &&
      itemOf(operation.path) !== null &&
      probing.state.producerOf(itemOf(operation.path)?.collection ?? '') !== null,
  )
  const item = deletion === undefined ? null : itemOf(deletion.path)
  if (deletion === undefined || item === null || userA === null) return
  const ids = await probing.idsFor(deletion, userA)
  const object = await probing.create(item.collection, ids, userA)
  if (object === null) return
  const path = probing.state.itemPath(object.collection, object.id)
  for (const [method, header] of [
    ['POST', 'x-http-method-override'],
    ['GET', 'x-http-method-override'],
    ['POST', 'x-method-override'],
    ['GET', 'x-http-method'],
  ] as const) {
    const before = await probing.send(userA, { method: 'GET', path })
    const reply = await probing.send(userA, { method, path, headers: { [header]: 'DELETE' }, mayFail: true })
    const after = await probing.send(userA, { method: 'GET', path })
    const isGone = isSuccess(before) && isSuccess(reply) && (after.status === 404 || after.status === 410)
    probing.trial(
      'methods',
      trialOn(deletion, {
        name: `override ${method} ${header}`,
        saw: isGone ? 'effect' : !isSuccess(before) ? 'unclear' : 'no-effect',
        effect: isGone
          ? `${method} with ${header}: DELETE removes the object`
          : `${method} with ${header}: DELETE got ${reply.status} and removed nothing`,
        identity: userA.name,
        baseline: before.exchange,
        control: after.exchange,
        attempts: exchangesOf(reply),
        reproduced: { count: isGone ? 2 : 0, of: 2 },
      }),
    )
    if (isGone) {
      object.isRemoved = true
      return
    }
  }
}
