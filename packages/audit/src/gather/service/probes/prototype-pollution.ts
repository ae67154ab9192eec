import { SERVICE_IN_PYTHON } from '../../../model/words.ts'
import type { Operation } from '../operations.ts'
import type { Accepted, Probing } from '../probing.ts'
import { isSuccess, jsonOf, type Reply } from '../reply.ts'
import { requestOf } from '../requests.ts'
import type { Session } from '../session.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'

const MAX_WRITERS = 10
const MAX_READERS = 8
/** Fields of a body that name a path into an object, next to one that holds the value. */
const PATH_FIELD = /^(?:path|key|field|property|prop|name|setting|option|attribute)$/i
const VALUE_FIELD = /^(?:value|val|data|content)$/i
/** Status that a marked prototype gives to errors which have none of their own; no service answers a broken body with it. */
const MARKED_STATUS = 510

/** An answer to somebody else, whose fields may come from defaults. */
interface Reader {
  readonly request: ReturnType<typeof requestOf>
  readonly session: Session | null
  readonly fields: Readonly<Record<string, unknown>>
  readonly key: string
}

/** A way to write properties into the prototype of all objects by one request. */
interface Form {
  readonly name: string
  readonly send: (properties: Readonly<Record<string, unknown>>) => Promise<Reply>
}

/**
 * Marks every later object of the process where a merge is careless, and looks in answers to another user; then gives the fields the values
 * that they had. Only where the process is ours, or at intrusive.
 */
export async function probePrototypePollution(probing: Probing): Promise<void> {
  if (!probing.mayDisturb)
    return void probing.notTried(
      'prototypePollution',
      'bodies',
      'skipped-by-user',
      'it marks the whole process: only at --intensity intrusive',
    )
  if (isPython(probing))
    return void probing.notTried(
      'prototypePollution',
      SERVICE_IN_PYTHON,
      'no-data',
      'the service is written in Python, whose objects share no prototype',
    )
  const writing = probing.wireOperations
    .filter(
      ({ method, body, purpose }) => ['POST', 'PUT', 'PATCH'].includes(method) && body !== null && ['other', 'admin'].includes(purpose),
    )
    .filter(({ body }) => /json/.test(body?.contentType ?? ''))
    .sort((a, b) => Number(hasHint(probing, b)) - Number(hasHint(probing, a)) || Number(a.method === 'POST') - Number(b.method === 'POST'))
  if (writing.length === 0) return void probing.notTried('prototypePollution', 'bodies', 'no-data', 'no operation takes an object')
  const readers = await readersOf(probing, new Set(writing.map(({ path }) => path)))
  let tried = 0
  for (const operation of writing) {
    if (tried >= MAX_WRITERS) break
    const accepted = await probing.acceptedBy(operation)
    if (accepted === null || accepted.draft.body === null) continue
    tried += 1
    if (await pollutes(probing, accepted, readers)) return
  }
  if (tried === 0) probing.notTried('prototypePollution', 'bodies', 'no-data', 'no request with an object was accepted')
}

async function pollutes(probing: Probing, accepted: Accepted, readers: readonly Reader[]): Promise<boolean> {
  const word = probing.values.nonce('polluted', 12)
  const key = probing.values.nonce('property', 12)
  const names = [...new Set(readers.flatMap(({ fields }) => Object.keys(fields)))]
  const marks: Record<string, unknown> = { [key]: word, ...Object.fromEntries(names.map((name) => [name, word])) }
  const forms = formsFor(probing, accepted)
  const sent: Reply[] = []
  for (const form of forms) {
    // A plain merge of the same names into the object itself is the twin: where that shows too, the object is shared, not its prototype.
    const reply = await form.send(marks)
    sent.push(reply)
    const hit = isSuccess(reply) ? await firstMarked(probing, readers, word) : null
    if (hit === null) continue
    await form.send({ ...originals(readers), [key]: null })
    const calm = await ask(probing, hit.reader)
    const other = probing.values.nonce('polluted', 12)
    const twin = await probing.send(
      accepted.session,
      plainTwin(accepted, { [key]: other, ...Object.fromEntries(names.map((name) => [name, other])) }),
    )
    const afterTwin = await ask(probing, hit.reader)
    const isShared = afterTwin.body.includes(other)
    await form.send(marks)
    const again = await ask(probing, hit.reader)
    await form.send({ ...originals(readers), [key]: null })
    const isSeen = again.body.includes(word) && !calm.body.includes(word) && !isShared
    probing.trial(
      'prototypePollution',
      trialOn(accepted.operation, {
        name: form.name,
        saw: isSeen ? 'effect' : 'unclear',
        effect: isSeen
          ? `what was written to ${form.name} is in the answer of ${hit.reader.key} to ${hit.reader.session?.name ?? 'a stranger'}, and goes when it is written back`
          : `a word written to ${form.name} was seen in ${hit.reader.key}, and not only by way of the prototype`,
        identity: accepted.session?.name ?? 'anonymous',
        baseline: calm.exchange,
        control: twin.exchange,
        attempts: exchangesOf(reply, hit.reply, again),
        reproduced: { count: isSeen ? 2 : 1, of: 2 },
      }),
    )
    if (isSeen) return true
  }
  if (await marksErrors(probing, accepted, forms)) return true
  probing.trial(
    'prototypePollution',
    trialOn(accepted.operation, {
      name: forms.map(({ name }) => name).join(', '),
      saw: sent.every(({ status }) => status === 0 || status === 429) ? 'blocked' : 'no-effect',
      effect: `${readers.length} answers to others and those to broken bodies hold nothing of it`,
      identity: accepted.session?.name ?? 'anonymous',
      baseline: accepted.reply.exchange,
      attempts: exchangesOf(...sent.slice(0, 2)),
    }),
  )
  return false
}

/** A status in the prototype becomes that of errors which carry none, as parsers of bodies throw them; set back to nothing at once. */
async function marksErrors(probing: Probing, accepted: Accepted, forms: readonly Form[]): Promise<boolean> {
  const broken = (): Promise<Reply> => probing.send(accepted.session, { ...requestOf(accepted.draft), body: '{"assay":,,', mayFail: true })
  const before = await broken()
  if (before.status < 400 || before.status >= 500) return false
  for (const form of forms) {
    const reply = await form.send({ status: MARKED_STATUS, statusCode: MARKED_STATUS })
    const first = isSuccess(reply) ? await broken() : null
    if (first?.status !== MARKED_STATUS) {
      if (isSuccess(reply)) await form.send({ status: null, statusCode: null })
      continue
    }
    await form.send({ status: null, statusCode: null })
    const calm = await broken()
    await form.send({ status: MARKED_STATUS, statusCode: MARKED_STATUS })
    const again = await broken()
    await form.send({ status: null, statusCode: null })
    const isSeen = again.status === MARKED_STATUS && calm.status === before.status
    probing.trial(
      'prototypePollution',
      trialOn(accepted.operation, {
        name: form.name,
        saw: isSeen ? 'effect' : 'unclear',
        effect: `with a status written to ${form.name} a broken body gets ${first.status}, before and after ${calm.status}`,
        identity: accepted.session?.name ?? 'anonymous',
        baseline: before.exchange,
        control: calm.exchange,
        attempts: exchangesOf(reply, first, again),
        reproduced: { count: isSeen ? 2 : 1, of: 2 },
      }),
    )
    if (isSeen) return true
  }
  return false
}

/** Ways into the prototype that the body of an operation offers. */
function formsFor(probing: Probing, accepted: Accepted): readonly Form[] {
  const { draft, session, operation } = accepted
  const request = requestOf(draft)
  const body = draft.body ?? {}
  const sendText = (text: string): Promise<Reply> => probing.send(session, { ...request, body: text, mayFail: true })
  const inner = JSON.stringify(body).slice(1, -1)
  const merged = (member: string): string => `{${inner}${inner === '' ? '' : ','}${member}}`
  const forms: Form[] = [
    { name: '__proto__', send: (properties) => sendText(merged(`"__proto__":${JSON.stringify(properties)}`)) },
    { name: 'constructor.prototype', send: (properties) => sendText(merged(`"constructor":{"prototype":${JSON.stringify(properties)}}`)) },
  ]
  const names = [...new Set([...Object.keys(operation.body?.schema.properties ?? {}), ...Object.keys(body)])]
  const holder = names.find((name) => typeof body[name] === 'object' && body[name] !== null && !Array.isArray(body[name]))
  if (holder !== undefined)
    forms.push({
      name: `${holder}.__proto__`,
      send: (properties) => sendText(`{${JSON.stringify(holder)}:{"__proto__":${JSON.stringify(properties)}}}`),
    })
  const path = names.find((name) => PATH_FIELD.test(name))
  const value = names.find((name) => VALUE_FIELD.test(name))
  if (path !== undefined && value !== undefined)
    forms.push({
      name: `a path through __proto__ in ${path}`,
      send: async (properties) => {
        let last: Reply | null = null
        for (const [name, content] of Object.entries(properties)) {
          const reply = await sendText(JSON.stringify({ ...body, [path]: `__proto__.${name}`, [value]: content }))
          if (last === null || isSuccess(reply)) last = reply
        }
        return last ?? sendText(JSON.stringify(body))
      },
    })
  return forms
}

function plainTwin(accepted: Accepted, properties: Readonly<Record<string, unknown>>): ReturnType<typeof requestOf> & { mayFail: boolean } {
  const request = requestOf(accepted.draft)
  return { ...request, body: JSON.stringify({ ...accepted.draft.body, ...properties }), mayFail: true }
}

/** Whether every route that the source has is one of Python. */
function isPython({ routes }: Probing): boolean {
  return routes.length > 0 && routes.every(({ place }) => place.file.endsWith('.py'))
}

/** Larger answers are no small objects. */
const MOST_BYTES = 4000
/** An answer that takes this long is a reader that costs more than it may tell. */
const SLOW_READER_MS = 400

/** Small objects that another user is answered, with their fields that hold no objects; those fields that differ from caller to caller are left alone. */
async function readersOf(probing: Probing, written: ReadonlySet<string>): Promise<readonly Reader[]> {
  const session = probing.identities.userB
  const readers: Reader[] = []
  // What is written shows first of all where it is read.
  const order = ({ path }: Operation): number => Number(!written.has(path))
  for (const operation of [...probing.wireOperations].sort((a, b) => order(a) - order(b))) {
    if (readers.length >= MAX_READERS) break
    if (operation.method !== 'GET' || operation.path.includes('{') || ['logout', 'docs', 'static', 'metrics'].includes(operation.purpose))
      continue
    const accepted = await probing.acceptedBy(operation)
    if (accepted === null || accepted.session?.role === 'admin' || accepted.reply.durationMs > SLOW_READER_MS) continue
    const request = requestOf(accepted.draft)
    const mine = fieldsOf(accepted.reply)
    const reply = await probing.send(session, { ...request, mayFail: true })
    const fields = Object.fromEntries(
      Object.entries(fieldsOf(reply)).filter(
        ([name, value]) => mine[name] === value && !/^(?:status|ok|success|id|error|count|total)$/i.test(name),
      ),
    )
    const isOfWritten = written.has(operation.path) && isSuccess(reply) && reply.bytes <= MOST_BYTES
    if (isOfWritten || (isSuccess(reply) && Object.keys(fields).length > 0)) readers.push({ request, session, fields, key: operation.key })
  }
  return readers
}

function fieldsOf(reply: Reply): Readonly<Record<string, unknown>> {
  const value = jsonOf(reply)
  if (typeof value !== 'object' || value === null || Array.isArray(value) || reply.bytes > MOST_BYTES) return {}
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, field]) => typeof field !== 'object')
      .slice(0, 12),
  )
}

async function firstMarked(
  probing: Probing,
  readers: readonly Reader[],
  word: string,
): Promise<{ readonly reader: Reader; readonly reply: Reply } | null> {
  for (const reader of readers) {
    const reply = await ask(probing, reader)
    if (reply.body.includes(word)) return { reader, reply }
  }
  return null
}

function ask(probing: Probing, { request, session }: Reader): Promise<Reply> {
  return probing.send(session, { ...request, mayFail: true })
}

function originals(readers: readonly Reader[]): Readonly<Record<string, unknown>> {
  return Object.assign({}, ...readers.map(({ fields }) => fields)) as Readonly<Record<string, unknown>>
}

function hasHint(probing: Probing, operation: Operation): boolean {
  return probing.paths.some(({ kind, route }) => {
    const place = route === null ? undefined : probing.routes[route]?.place
    return kind === 'prototype-pollution' && place !== undefined && place.file === operation.file && place.line === operation.line
  })
}
