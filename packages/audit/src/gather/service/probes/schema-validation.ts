import type { Schema } from '../../../model/facts/service.ts'
import { formsOf } from '../html-forms.ts'
import type { Operation } from '../operations.ts'
import type { Accepted, Probing } from '../probing.ts'
import { isHtml, isSuccess, jsonOf, type Reply } from '../reply.ts'
import { rememberCreated } from '../state-keeping.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'

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
  const crashed: string[] = []
  const refused: string[] = []
  const attempts: Reply[] = []
  const draft = await probing.freshDraft(accepted)
  const cases: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
    ...(operation.method === 'PATCH' || mayBeEmpty(operation, body) ? [] : [['empty body', {}] as const]),
    ...Object.entries(body)
      .flatMap(([name, value]) => wrongFor(name, value).map(([kind, wrong]) => [`${name}: ${kind}`, { ...body, [name]: wrong }] as const))
      .slice(0, 10),
  ]
  for (const [name, wrong] of cases) {
    const reply = await probing.sendDraft(accepted.session, { ...draft, body: wrong }, { mayFail: true })
    rememberCreated(probing, accepted, reply)
    if (isSuccess(reply)) {
      const isStored =
        name === 'empty body'
          ? !isFormAgain(reply, body) && lacksSomething(probing, operation, reply)
          : storedAsSent(reply, wrong, name.split(':')[0] ?? '')
      if (isStored) {
        taken.push(name)
        attempts.push(reply)
      }
    } else if (reply.status >= 500) {
      crashed.push(name)
      if (taken.length === 0) attempts.push(reply)
    } else if (reply.status >= 400 && reply.status !== 429) refused.push(name)
  }
  const shown = taken[0] ?? crashed[0]
  const wrong = cases.find(([name]) => name === shown)?.[1]
  const again = wrong === undefined ? null : await probing.sendDraft(accepted.session, { ...draft, body: wrong }, { mayFail: true })
  if (again !== null) rememberCreated(probing, accepted, again)
  // What was changed for the worse is as it was for those who come after: a limit below nothing would have everything refused.
  if (taken.length > 0 && operation.method !== 'POST') await probing.sendDraft(accepted.session, accepted.draft, { mayFail: true })
  const isRepeated = again !== null && (taken.length > 0 ? isSuccess(again) : again.status >= 500)
  probing.trial(
    'schemaValidation',
    trialOn(operation, {
      name: 'wrong types and missing fields',
      saw: isRepeated ? 'effect' : shown === undefined && refused.length > 0 ? 'no-effect' : 'unclear',
      effect:
        shown !== undefined
          ? `${[...(taken.length > 0 ? [`took ${taken.join(', ')}`] : []), ...(crashed.length > 0 ? [`failed at ${crashed.join(', ')}`] : [])].join('; ')}; refused ${refused.length} of ${cases.length}`
          : `refused ${refused.length} of ${cases.length} bodies that break the schema`,
      identity: accepted.session?.name ?? 'anonymous',
      baseline: accepted.reply.exchange,
      control: accepted.reply.exchange,
      attempts: exchangesOf(
        attempts.find((reply) => isSuccess(reply) === taken.length > 0),
        again,
      ),
      reproduced: { count: isRepeated ? 2 : shown === undefined ? 0 : 1, of: 2 },
      details: { taken: taken.length, crashed: crashed.length, refused: refused.length, tried: cases.length },
    }),
  )
}

/** Whether nothing at all was too little: a field is declared as required, or something was made of it. What only computes may have a default for each field. */
function lacksSomething(probing: Probing, operation: Operation, reply: Reply): boolean {
  return (
    isHtml(reply) ||
    (operation.body?.schema.required ?? []).length > 0 ||
    (operation.method === 'POST' && probing.createsObjects(operation, reply))
  )
}

/** Whether the source has something to put in the place of every field, so that a body without any says as much. */
function mayBeEmpty({ body }: Operation, sent: Readonly<Record<string, unknown>>): boolean {
  return Object.keys(sent).every((name) => mayBeLeftOut(body?.schema.properties?.[name] ?? {}))
}

function mayBeLeftOut({ type, isOptional, items, properties }: Schema): boolean {
  if (isOptional === true || type === 'boolean') return true
  if (items !== undefined) return mayBeLeftOut(items)
  return properties !== undefined && Object.values(properties).every(mayBeLeftOut)
}

/** A page that comes again with the fields of its form took nothing. */
function isFormAgain(reply: Reply, body: Readonly<Record<string, unknown>>): boolean {
  return isHtml(reply) && formsOf(reply.body).some(({ fields }) => fields.some(({ name }) => name in body))
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

/** What holds the request as it came, beside what was made of it. */
const ECHO = /^(?:received|request|input|sent|submitted|payload|body|echo|original|raw|you_?sent)$/i

function findField(value: unknown, name: string, depth: number): readonly unknown[] {
  if (depth > 3 || typeof value !== 'object' || value === null) return []
  const node = value as Readonly<Record<string, unknown>>
  return [
    ...(name in node ? [node[name]] : []),
    ...Object.entries(node)
      .filter(([key]) => !ECHO.test(key))
      .slice(0, 30)
      .flatMap(([, child]) => findField(child, name, depth + 1)),
  ]
}
