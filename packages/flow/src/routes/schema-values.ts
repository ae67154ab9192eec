import type { Denotation } from '../engine/denotation.ts'
import type { BodyField, ValueFact } from '../facts.ts'
import { callBehind, nameOf, type Reader, type SeenCall } from './reader.ts'

const MAX_CHAIN = 12
const MOST_CHOICES = 40
/** Lists, unions and pipes inside of one another that are followed. */
const MAX_INSIDE = 3

type Draft = { -readonly [Name in keyof ValueFact]: ValueFact[Name] }

/** What a field of a schema adds to its type: what it takes, and what the elements of a list are. */
export type FieldValue = Pick<BodyField, 'value' | 'items'>

/** Words of a schema of zod, valibot, yup, joi or superstruct that name a format. */
const FORMATS: ReadonlyMap<string, string> = new Map([
  ['email', 'email'],
  ['url', 'uri'],
  ['httpUrl', 'uri'],
  ['uri', 'uri'],
  ['uuid', 'uuid'],
  ['guid', 'uuid'],
  ['datetime', 'date-time'],
  ['isoTimestamp', 'date-time'],
  ['isoDate', 'date'],
  ['ipv4', 'ipv4'],
])

const CHOOSES = /^(?:enum|nativeEnum|picklist|literal|oneOf|valid|equal|enums)$/
const LOWEST = /^(?:min|gte|minimum)$/
const HIGHEST = /^(?:max|lte|maximum)$/

/** What the schema of a field says of its values, step by step of its chain: `z.array(z.enum(['a', 'b'])).min(1)`. */
export function fieldValueOf(
  reader: Reader,
  denoted: Denotation,
  elementOf: (value: Denotation) => BodyField | null,
  depth = 0,
): FieldValue {
  if (denoted.kind !== 'library' || denoted.origin === null || depth > MAX_INSIDE) return {}
  const value: Draft = {}
  let items: BodyField | null = null
  let at: SeenCall | null = reader.seenCall(denoted.origin.call) ?? null
  const kind = kindOf(nameOf(denoted))
  for (let step = 0; step < MAX_CHAIN && at !== null; step += 1) {
    const word: string = at.name.slice(at.name.lastIndexOf('.') + 1)
    const args: readonly Denotation[] = at.call.args.map((argument) => reader.denoter.denote(at as SeenCall, argument.value))
    if (word === 'array' && args[0] !== undefined) items = elementOf(args[0])
    else if (word === 'union' || word === 'or' || word === 'pipe')
      Object.assign(value, alternative(reader, word, args, elementOf, depth), { ...value })
    else learn(value, word, args, kind)
    at = at.call.receiver < 0 ? null : callBehind(reader, at, at.call.receiver)
  }
  return {
    ...(Object.keys(value).length === 0 ? {} : { value }),
    ...(items === null ? {} : { items }),
  }
}

/** What the first of several schemas says, or the one that a value is handed on to. */
function alternative(
  reader: Reader,
  word: string,
  args: readonly Denotation[],
  elementOf: (value: Denotation) => BodyField | null,
  depth: number,
): ValueFact {
  const [first] = word === 'union' && args[0]?.kind === 'list' ? args[0].items : args
  return first === undefined || word === 'or' ? {} : (fieldValueOf(reader, first, elementOf, depth + 1).value ?? {})
}

function learn(value: Draft, word: string, args: readonly Denotation[], kind: 'text' | 'number' | 'other'): void {
  const format = FORMATS.get(word)
  if (format !== undefined) value.format ??= format
  if (CHOOSES.test(word)) {
    const choices = choicesIn(args)
    if (choices.length > 0) value.choices ??= choices
  }
  const [first] = args
  if (first?.kind === 'regex') value.pattern ??= first.pattern
  const bound = first?.kind === 'constant' && typeof first.value === 'number' ? first.value : null
  if (word === 'default' || word === 'catch') value.isOptional = true
  if (kind === 'number') learnBounds(value, word, bound)
  if (kind === 'text' && bound !== null) {
    if (LOWEST.test(word) || word === 'length' || word === 'minLength') value.minLength ??= bound
    if (HIGHEST.test(word) || word === 'length' || word === 'maxLength') value.maxLength ??= bound
  }
}

function learnBounds(value: Draft, word: string, bound: number | null): void {
  if (bound !== null && LOWEST.test(word)) value.minimum ??= bound
  if (bound !== null && HIGHEST.test(word)) value.maximum ??= bound
  if (word === 'positive') value.minimum ??= 1
  if (word === 'nonnegative') value.minimum ??= 0
}

/** Texts and numbers among which a value is: listed, named one by one, or the values of an object. */
export function choicesIn(args: readonly Denotation[]): readonly (string | number)[] {
  const listed = args.flatMap((argument) =>
    argument.kind === 'list' ? argument.items : argument.kind === 'dict' ? [...argument.entries.values()] : [argument],
  )
  return listed
    .flatMap((entry) =>
      entry.kind === 'constant' && (typeof entry.value === 'string' || typeof entry.value === 'number') ? [entry.value] : [],
    )
    .slice(0, MOST_CHOICES)
}

function kindOf(name: string): 'text' | 'number' | 'other' {
  const parts = name.replace(/\(\)/g, '').split('.')
  if (parts.some((part) => /^(?:array|list|object|record|set|map|tuple)$/.test(part))) return 'other'
  if (parts.some((part) => /^(?:number|int|integer|bigint)$/.test(part))) return 'number'
  return parts.some((part) => /^(?:string|email|url|uuid)$/.test(part)) ? 'text' : 'other'
}

/** What JSON schema says of a value. */
export function jsonValueOf(denoted: Denotation): FieldValue {
  if (denoted.kind !== 'dict') return {}
  const value: Draft = {}
  const choices = choicesIn([denoted.entries.get('enum') ?? { kind: 'unknown' }])
  if (choices.length > 0) value.choices = choices
  for (const name of ['minimum', 'maximum', 'minLength', 'maxLength'] as const) {
    const bound = denoted.entries.get(name)
    if (bound?.kind === 'constant' && typeof bound.value === 'number') value[name] = bound.value
  }
  for (const name of ['format', 'pattern'] as const) {
    const text = denoted.entries.get(name)
    if (text?.kind === 'constant' && typeof text.value === 'string') value[name] = text.value
  }
  return Object.keys(value).length === 0 ? {} : { value }
}
