import { isFile } from './files.ts'
import type { Operation } from './operations.ts'
import type { Draft } from './requests.ts'
import { USUAL_DAY } from './values.ts'

/** What a field of a form may want that says of itself only that it takes text. */
const KINDS: readonly ((name: string) => string)[] = [
  () => '1',
  () => USUAL_DAY,
  (name) => (/ya?ml/i.test(name) ? 'assay: [1]' : '{"assay":[1]}'),
  () => '<assay><name>1</name></assay>',
]

/** Fields that hold words, where another is free as well. */
const WORDS = /title|name|note|description|comment|content|text|body|message|label|subject|address/i

/** Notes what an operation took, so that its body is filled in like that from now on. */
export function rememberGuess(operation: Operation, before: Draft, after: Draft): void {
  if (operation.body === null) return
  const properties = { ...operation.body.schema.properties }
  for (const [name, value] of Object.entries(after.body ?? {}))
    if (value !== before.body?.[name] && !isFile(value)) properties[name] = { ...properties[name], example: value }
  operation.body = { ...operation.body, schema: { ...operation.body.schema, properties } }
}

/** Whether a body is that of a form. */
export function isFormOf({ body }: Operation): boolean {
  return body !== null && /urlencoded|multipart/i.test(body.contentType)
}

/** Other bodies for a form that was not taken: all its free fields of one kind at once, kind by kind. */
export function formGuesses(operation: Operation, draft: Draft): readonly Readonly<Record<string, unknown>>[] {
  const all = Object.entries(draft.body ?? {}).flatMap(([name, value]) => (isFree(operation, name, value) ? [name] : []))
  const free = all.some((name) => !WORDS.test(name)) ? all.filter((name) => !WORDS.test(name)) : all
  if (free.length === 0) return []
  return KINDS.map((kind) => ({ ...draft.body, ...Object.fromEntries(free.map((name) => [name, kind(name)])) }))
}

function isFree(operation: Operation, name: string, value: unknown): boolean {
  const schema = operation.body?.schema.properties?.[name] ?? {}
  const isTold = schema.enum !== undefined || schema.format !== undefined || schema.pattern !== undefined || schema.example !== undefined
  return !isTold && typeof value === 'string' && value.startsWith('assay ') && !/mail|pass|token|csrf/i.test(name)
}
