import type { InjectionPoint } from '../injection-points.ts'
import { nameOf, sendAt } from '../injection-points.ts'
import type { Operation } from '../operations.ts'
import { type Accepted, exchangesOf, type Probing, trialOn } from '../probing.ts'
import { isSuccess, jsonOf, type Reply } from '../reply.ts'
import { requestOf } from '../requests.ts'

const WRONG: readonly (readonly [string, unknown])[] = [
  ['null', null],
  ['array', [[]]],
  ['object', { a: { b: 1 } }],
  ['number', 123456],
  ['boolean', true],
  ['negative', -1],
  ['huge-number', 1e308],
  ['big-integer', 9.2e19],
  ['empty', ''],
  ['long-text', 'x'.repeat(20_000)],
  ['nul-byte', 'a\u0000b'],
  ['unicode', '\u{1F4A9}\u202E\uD800'],
  ['text', 'NaN'],
  ['date', '2024-02-30T99:99:99Z'],
]
const WRONG_TEXT: readonly (readonly [string, unknown])[] = WRONG.filter(
  ([, value]) => typeof value !== 'object' && typeof value !== 'boolean',
).concat([
  ['decimal', '1.5'],
  ['percent', '%'],
  ['minus', '-'],
])

/** Values of wrong types and sizes in every place; a failure of the server is what counts, seen twice. */
export async function probeTypeHandling(probing: Probing, points: readonly InjectionPoint[]): Promise<void> {
  for (const point of points) {
    const cases = point.place.in === 'body' ? WRONG : WRONG_TEXT
    const failures: { readonly name: string; readonly replies: readonly Reply[] }[] = []
    let blocked = 0
    for (const [name, value] of cases) {
      if (point.place.in === 'path' && value === '') continue
      const reply = await sendAt(probing, point, value)
      if (reply.status === 429 || reply.status === 0) blocked += 1
      await rememberCreated(probing, point.accepted, reply)
      if (reply.status < 500) continue
      failures.push({ name, replies: [reply, await sendAt(probing, point, value)] })
      if (failures.length >= 2) break
    }
    const repeated = failures.filter(({ replies }) => replies.every((reply) => reply.status >= 500))
    const first = repeated[0] ?? failures[0]
    probing.trial(
      'typeHandling',
      trialOn(point.accepted.operation, {
        name: repeated.length > 0 ? repeated.map(({ name }) => name).join(', ') : `${cases.length} wrong values`,
        parameter: nameOf(point),
        saw:
          repeated.length > 0
            ? point.accepted.reply.status < 500
              ? 'effect'
              : 'unclear'
            : failures.length > 0
              ? 'unclear'
              : blocked * 2 > cases.length
                ? 'blocked'
                : 'no-effect',
        effect:
          first === undefined
            ? `${cases.length} wrong values gave no failure of the server`
            : `${first.name} gives ${first.replies[0]?.status ?? 500}`,
        identity: point.accepted.session?.name ?? 'anonymous',
        baseline: point.accepted.reply.exchange,
        control: point.accepted.reply.exchange,
        attempts: exchangesOf(...(first?.replies ?? [])),
        reproduced: { count: repeated.length > 0 ? 2 : failures.length, of: 2 },
      }),
    )
  }
  await credentials(probing)
}

/** Login and registration with values of wrong types, which nobody would call input handling until they fail. */
async function credentials(probing: Probing): Promise<void> {
  for (const operation of [probing.identities.login, probing.identities.register]) {
    if (operation === null) continue
    for (const [name, value] of [
      ['object', { a: 1 }],
      ['array', [1]],
      ['number', 5],
      ['null', null],
    ] as const) {
      probing.client.takeNextAddress()
      const body = { [probing.identities.loginField]: value, email: value, password: value }
      const ask = (): Promise<Reply> =>
        probing.client.send({
          method: operation.method,
          path: operation.path,
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
          identity: 'anonymous',
          mayFail: true,
        })
      const reply = await ask()
      const again = reply.status >= 500 ? await ask() : null
      const isRepeated = again !== null && again.status >= 500
      if (isRepeated || name === 'null') {
        probing.trial(
          'typeHandling',
          trialOn(operation, {
            name,
            parameter: null,
            saw: isRepeated ? 'effect' : 'no-effect',
            effect: isRepeated ? `${name} in place of text gives ${reply.status}` : 'wrong types gave no failure of the server',
            baseline: probing.identities.userA?.loginReply?.exchange ?? null,
            control: probing.identities.userA?.loginReply?.exchange ?? null,
            attempts: exchangesOf(reply, again),
            reproduced: { count: isRepeated ? 2 : 0, of: 2 },
          }),
        )
      }
      if (isRepeated) break
    }
  }
}

async function rememberCreated(probing: Probing, accepted: Accepted, reply: Reply): Promise<void> {
  const { operation } = accepted
  if (operation.method === 'POST' && isSuccess(reply) && probing.createsObjects(operation, reply))
    probing.state.remember(requestOf(accepted.draft).path.split('?')[0] ?? operation.path, reply, accepted.session, '')
}

/** Bodies that break the declared schema on operations that write: refused, or stored. */
export async function probeSchemaValidation(probing: Probing): Promise<void> {
  for (const operation of probing.operations) {
    if (
      !['POST', 'PUT', 'PATCH'].includes(operation.method) ||
      ['logout', 'login', 'refresh', 'upload', 'password-reset'].includes(operation.purpose)
    )
      continue
    const accepted = operation.purpose === 'register' ? null : await probing.acceptedBy(operation)
    if (accepted === null || accepted.draft.body === null || Object.keys(accepted.draft.body).length === 0) continue
    await violations(probing, operation, accepted, accepted.draft.body)
  }
}

async function violations(
  probing: Probing,
  operation: Operation,
  accepted: Accepted,
  body: Readonly<Record<string, unknown>>,
): Promise<void> {
  const taken: string[] = []
  const refused: string[] = []
  const attempts: Reply[] = []
  const cases: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
    ...(operation.method === 'PATCH' ? [] : [['empty body', {}] as const]),
    ...Object.entries(body)
      .flatMap(([name, value]) => wrongFor(name, value).map(([kind, wrong]) => [`${name}: ${kind}`, { ...body, [name]: wrong }] as const))
      .slice(0, 10),
  ]
  for (const [name, wrong] of cases) {
    const reply = await probing.sendDraft(accepted.session, { ...accepted.draft, body: wrong }, { mayFail: true })
    await rememberCreated(probing, accepted, reply)
    if (isSuccess(reply)) {
      const isStored = name === 'empty body' || storedAsSent(reply, wrong, name.split(':')[0] ?? '')
      if (isStored) {
        taken.push(name)
        attempts.push(reply)
      }
    } else if (reply.status >= 400 && reply.status < 500 && reply.status !== 429) refused.push(name)
  }
  const again =
    taken.length === 0
      ? null
      : await probing.sendDraft(
          accepted.session,
          { ...accepted.draft, body: cases.find(([name]) => name === taken[0])?.[1] ?? {} },
          { mayFail: true },
        )
  if (again !== null) await rememberCreated(probing, accepted, again)
  probing.trial(
    'schemaValidation',
    trialOn(operation, {
      name: 'wrong types and missing fields',
      saw: taken.length > 0 ? 'effect' : refused.length > 0 ? 'no-effect' : 'unclear',
      effect:
        taken.length > 0
          ? `took ${taken.join(', ')}; refused ${refused.length} of ${cases.length}`
          : `refused ${refused.length} of ${cases.length} bodies that break the schema`,
      identity: accepted.session?.name ?? 'anonymous',
      baseline: accepted.reply.exchange,
      control: accepted.reply.exchange,
      attempts: exchangesOf(attempts[0], again),
      reproduced: { count: taken.length > 0 && again !== null && isSuccess(again) ? 2 : 0, of: 2 },
      details: { taken: taken.length, refused: refused.length, tried: cases.length },
    }),
  )
}

function wrongFor(_name: string, value: unknown): readonly (readonly [string, unknown])[] {
  if (typeof value === 'string')
    return [
      ['object', { assay: 1 }],
      ['array', ['assay']],
    ]
  if (typeof value === 'number')
    return [
      ['text', 'not a number'],
      ['negative', -999_999],
    ]
  if (typeof value === 'boolean') return [['text', 'perhaps']]
  return [['text', 'assay']]
}

/** Whether the answer shows the wrong value as it was sent: it was taken, not coerced or dropped. */
function storedAsSent(reply: Reply, sent: Readonly<Record<string, unknown>>, field: string): boolean {
  const wanted = JSON.stringify(sent[field])
  const seen = findField(jsonOf(reply), field, 0)
  return seen.some((value) => JSON.stringify(value) === wanted)
}

function findField(value: unknown, name: string, depth: number): readonly unknown[] {
  if (depth > 3 || typeof value !== 'object' || value === null) return []
  const node = value as Readonly<Record<string, unknown>>
  return [
    ...(name in node ? [node[name]] : []),
    ...Object.values(node)
      .slice(0, 30)
      .flatMap((child) => findField(child, name, depth + 1)),
  ]
}

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
      await rememberCreated(probing, accepted, reply)
      const isTaken = isSuccess(reply) && text === body
      const isFailure = reply.status >= 500
      const again = isTaken || isFailure ? await ask() : null
      if (again !== null) await rememberCreated(probing, accepted, again)
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
  if (tried === 0) probing.notTried('contentTypes', 'content types', 'no-data', 'no operation takes JSON')
}

/** Whether the operation looks at what it is sent: one that takes broken JSON like good JSON has no body of any type. */
async function readsItsBody(probing: Probing, accepted: Accepted): Promise<boolean> {
  const reply = await probing.send(accepted.session, { ...requestOf(accepted.draft), body: '{"assay":,,', mayFail: true })
  await rememberCreated(probing, accepted, reply)
  return !isSuccess(reply)
}

/** Bodies, nesting and headers beyond what any client needs. */
export async function probeSizeLimits(probing: Probing): Promise<void> {
  const taking = probing.wireOperations.filter(
    (candidate) =>
      candidate.method === 'POST' && candidate.body !== null && /json/.test(candidate.body.contentType) && candidate.purpose === 'other',
  )
  let accepted: Accepted | null = null
  for (const candidate of taking.slice(0, 6)) accepted ??= await probing.acceptedBy(candidate)
  const operation = accepted?.operation ?? probing.identities.login ?? taking[0]
  if (operation === undefined) return void probing.notTried('sizeLimits', 'bodies', 'no-data', 'no operation takes a body')
  const session = accepted?.session ?? null
  const request = accepted === null ? { method: operation.method, path: operation.path } : requestOf(accepted.draft)
  const json = { 'content-type': 'application/json' }
  const valid = typeof request.body === 'string' ? request.body : '{"email":"a@example.com","password":"x"}'
  for (const mebibytes of [2, 11]) {
    const padding = `,"assay_padding":"${'x'.repeat(mebibytes * 1_048_576)}"}`
    const reply = await probing.send(session, {
      ...request,
      headers: { ...request.headers, ...json },
      body: `${valid.replace(/\}\s*$/, '')}${padding}`,
      timeoutMs: 8000,
      mayFail: true,
    })
    const isClosed = reply.status === 0 && ['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET', 'BAD_RESPONSE'].includes(reply.error)
    const isRefused = reply.status === 413 || isClosed
    const read = isSuccess(reply) || reply.status >= 500 || [400, 409, 422].includes(reply.status) || reply.error === 'TIMEOUT'
    if (accepted !== null) await rememberCreated(probing, accepted, reply)
    probing.trial(
      'sizeLimits',
      trialOn(operation, {
        name: `${mebibytes} MiB body`,
        saw: isRefused ? 'no-effect' : read ? 'effect' : 'blocked',
        effect: isRefused
          ? `a body of ${mebibytes} MiB was refused (${reply.status === 0 ? 'connection closed' : reply.status})`
          : `a body of ${mebibytes} MiB was read whole (${reply.status === 0 ? reply.error : reply.status}, ${Math.round(reply.durationMs)} ms)`,
        identity: session?.name ?? 'anonymous',
        baseline: accepted?.reply.exchange ?? null,
        control: accepted?.reply.exchange ?? null,
        attempts: exchangesOf(reply),
        reproduced: { count: 1, of: 1 },
        details: { mebibytes, status: reply.status },
      }),
    )
    if (isRefused) break
  }
  for (const [name, body] of [
    ['deep nesting', `${'{"a":'.repeat(3000)}1${'}'.repeat(3000)}`],
    ['many keys', `{${Array.from({ length: 5000 }, (_value, index) => `"k${index}":1`).join(',')}}`],
  ] as const) {
    const reply = await probing.send(session, {
      ...request,
      headers: { ...request.headers, ...json },
      body,
      timeoutMs: 8000,
      mayFail: true,
    })
    if (accepted !== null) await rememberCreated(probing, accepted, reply)
    const small =
      reply.status >= 500
        ? await probing.send(session, { ...request, headers: { ...request.headers, ...json }, body: '{"a":{"a":1},"k1":1}', mayFail: true })
        : null
    const isFailure = (reply.status >= 500 && small !== null && small.status < 500) || reply.error === 'TIMEOUT'
    probing.trial(
      'sizeLimits',
      trialOn(operation, {
        name,
        saw: isFailure ? 'effect' : 'no-effect',
        effect: `${name} got ${reply.status === 0 ? reply.error : reply.status} in ${Math.round(reply.durationMs)} ms`,
        identity: session?.name ?? 'anonymous',
        baseline: accepted?.reply.exchange ?? null,
        attempts: exchangesOf(reply),
        reproduced: { count: isFailure ? 1 : 0, of: 1 },
        details: { mebibytes: 0, status: reply.status },
      }),
    )
  }
  const long = await probing.client.send({ method: 'GET', path: '/', headers: { 'x-assay-padding': 'x'.repeat(60_000) }, mayFail: true })
  probing.trial(
    'sizeLimits',
    trialOn(null, {
      name: 'long header',
      saw: long.status >= 500 && long.status !== 431 ? 'effect' : 'no-effect',
      effect: `a header of 60,000 bytes got ${long.status === 0 ? long.error : long.status}`,
      attempts: exchangesOf(long),
      details: { mebibytes: 0, status: long.status },
    }),
  )
}
