import { createHash } from 'node:crypto'
import type { OperationBody, Schema } from '../../model/facts/service.ts'
import { textFile } from './files.ts'
import { namesSource } from './naming-fields.ts'
import { textMatching } from './text-matching.ts'

/** A day that most services take. */
export const USUAL_DAY = '2030-01-15'

/** Makes valid values, the same ones for the same run. */
export class Values {
  private readonly seed: string
  private counter = 0

  constructor(seed: string) {
    this.seed = seed
  }

  /** A word that occurs nowhere else, lower-case letters and digits. */
  nonce(purpose: string, length = 10): string {
    this.counter += 1
    const digest = createHash('sha256').update(`${this.seed}/${purpose}/${this.counter}`).digest('hex')
    return `q${digest}`.slice(0, length)
  }

  /** A whole number of four digits. */
  number(purpose: string): number {
    return 1009 + (Number.parseInt(this.nonce(purpose, 9).slice(1), 16) % 8900)
  }

  /** A value for a field: its example, else by format, by name, by type. */
  of(name: string, schema: Schema, depth = 0): unknown {
    if (schema.enum !== undefined && schema.enum.length > 0) return chosenOf(name, schema.enum, schema)
    const words = name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase()
    if (isUnique(words)) return this.fitted(this.byName(words) ?? this.nonce(name), schema)
    if (schema.example !== undefined) return schema.example
    if (schema.type === 'object' || schema.properties !== undefined) return depth > 5 ? {} : this.object(schema, depth + 1)
    if (schema.type === 'array') return depth > 5 ? [] : [this.of(singular(name), schema.items ?? {}, depth + 1)]
    if (schema.type === 'boolean') return !DESTROYS.test(words)
    if (schema.type === 'integer' || schema.type === 'number') return numberFor(words, schema)
    if (schema.format === 'binary') return textFile(`assay ${this.nonce(name)}`)
    const byFormat = this.byFormat(schema)
    if (byFormat !== undefined) return byFormat
    const byName = this.byName(words)
    if (byName !== undefined && (schema.type === undefined || typeof byName === schema.type)) return this.fitted(byName, schema)
    if (schema.type === 'string' && (typeof byName === 'number' || COUNTED.test(words))) return this.fitted(String(byName ?? 1), schema)
    return this.fitted(`assay ${this.nonce(name)}`, schema)
  }

  /** A whole body: required fields and the optional ones that are not set by the server. */
  object(schema: Schema, depth = 0): Record<string, unknown> {
    const body: Record<string, unknown> = {}
    if (isRecord(schema.example) && depth <= 1) Object.assign(body, schema.example)
    for (const [name, child] of Object.entries(schema.properties ?? {})) {
      const isRequired = schema.required?.includes(name) ?? false
      if (child.isReadOnly === true) continue
      if (!isRequired && (isServerSet(name) || child.format === 'binary' || namesSource(name, child))) continue
      if (!(name in body) || isUnique(name.toLowerCase())) body[name] = this.of(name, child, depth)
    }
    // A body of nothing but such fields means to set them.
    if (Object.keys(body).length === 0)
      for (const [name, child] of Object.entries(schema.properties ?? {}))
        if (child.format !== 'binary') body[name] = this.of(name, child, depth)
    return body
  }

  /** A body for an operation; fields in `known` (ids of things that exist, credentials) win. */
  body(body: OperationBody, known: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
    const made = this.object(body.schema)
    for (const name of filesIn(body)) made[name] = textFile(`assay ${this.nonce(name)}`)
    for (const [name, value] of Object.entries(known))
      if (name in made || (body.schema.required?.includes(name) ?? false)) made[name] = value
    return made
  }

  /** The fields that objects have most often, for a body of which nothing is known. */
  commonBody(): Record<string, unknown> {
    return Object.fromEntries(COMMON_FIELDS.map((name) => [name, this.of(name, {})]))
  }

  private byFormat(schema: Schema): unknown {
    switch (schema.format) {
      case 'email':
        return `assay${this.nonce('email')}@example.com`
      case 'uuid':
        return '00000000-0000-4000-8000-000000000001'
      case 'date':
        return USUAL_DAY
      case 'date-time':
        return `${USUAL_DAY}T10:00:00Z`
      case 'local-date-time':
        return `${USUAL_DAY}T10:00`
      case 'time':
        return '10:00'
      case 'month':
        return USUAL_DAY.slice(0, 7)
      case 'week':
        return '2030-W03'
      case 'color':
        return '#336699'
      case 'phone':
        return '+15550100123'
      case 'uri':
      case 'url':
        return 'https://example.com/assay'
      case 'ipv4':
        return '192.0.2.10'
      case 'password':
        return `Aa1-${this.nonce('password', 16)}`
      default:
        return undefined
    }
  }

  private byName(words: string): unknown {
    for (const [pattern, make] of BY_NAME) if (pattern.test(words)) return make(this)
    return undefined
  }

  private fitted(value: unknown, schema: Schema): unknown {
    if (typeof value !== 'string') return value
    const { pattern } = schema
    if (pattern !== undefined && !matches(pattern, value)) {
      const candidate = PATTERN_CANDIDATES.find((text) => matches(pattern, text)) ?? (isMadeUp(value) ? textMatching(pattern) : null)
      if (candidate !== null) return candidate
    }
    const maximum = schema.maxLength ?? 1000
    if (value.length > maximum) return value.replaceAll(' ', '').slice(-maximum)
    return value.padEnd(schema.minLength ?? 0, 'x')
  }
}

/** Choices that take something away from somebody. */
const DESTROYS = /^(?:is_)?(?:remov|delet|purg|destroy|ban(?:s|ned)?$|ban_|suspend|block|disabl|clos|deactivat|wipe|erase)/

const COMMON_FIELDS = [
  'name',
  'title',
  'subject',
  'description',
  'body',
  'text',
  'content',
  'message',
  'amount',
  'quantity',
  'price',
  'url',
] as const

const PATTERN_CANDIDATES = [
  'ABC123',
  'abc',
  'ABC',
  'AB',
  'A',
  '1',
  '12',
  '123',
  '1234',
  '12345',
  '+15550100',
  '+4915550100',
  '5550100123',
  '2030-01-15',
  '10:00',
  '#aabbcc',
  'a-b',
  'a_b',
  '1.0.0',
  '10.00',
]

const BY_NAME: readonly (readonly [RegExp, (values: Values) => unknown])[] = [
  [/e_?mail/, (values) => `assay${values.nonce('email')}@example.com`],
  [/pass(?:word|wd|phrase)?$|^pwd/, (values) => `Aa1-${values.nonce('password', 16)}`],
  [/user_?name|^login$|^handle$|nick/, (values) => values.nonce('username')],
  [/terms|^tos$|consent|agree|accept(?:ed)?$|gdpr|privacy/, () => true],
  [/phone|mobile|^tel/, () => '+15550100123'],
  [
    /(?:web_?hook|callback|redirect|avatar|image|photo|logo|site|home_?page|link)_?(?:url|uri)?$|url|uri$/,
    () => 'https://example.com/assay',
  ],
  [/(?:^|_)(?:date|day|dob|birthday)$|_on$/, () => '2030-01-15'],
  [/_at$|_time$|timestamp/, () => '2030-01-15T10:00:00Z'],
  [/^(?:qty|quantity|count|number|amount|seats|stock|units)$/, () => 1],
  [/price|amount|total|cost|balance|sum$/, () => 10],
  [/^age$|^year$/, (_values) => 30],
  [/^(?:limit|per_?page|page_?size|size)$/, () => 10],
  [/^(?:page|offset|skip)$/, () => 1],
  // Every table has it.
  [/^(?:field|column|(?:sort|order)_?(?:by|field|column))$/, () => 'id'],
  [/_(?:cents|count|qty|minutes|hours|days|seconds|percent)$/, () => 10],
  [/currency/, () => 'USD'],
  [/country/, () => 'US'],
  [/^(?:zip|postal)/, () => '10115'],
  [/^(?:lang|language|locale)$/, () => 'en'],
  [/^(?:remove|delete|purge|destroy|ban|suspend|block|close)(?:_\w+)?$/, () => false],
  [/^(?:is|has|can)_|^(?:active|enabled|public|done|completed)$/, () => true],
  [/(?:^|_)tags?$|^labels$/, (values) => [values.nonce('tag')]],
  [/(?:^|_)ids?$/, () => 1],
]

/** Fields of a form in parts that take a file, required or not: such a form is for its files, and some descriptions call those addresses. */
function filesIn({ contentType, schema }: OperationBody): readonly string[] {
  if (!/multipart/i.test(contentType)) return []
  const fields = Object.entries(schema.properties ?? {})
  const told = fields.filter(([, { format }]) => format === 'binary')
  const named = fields.filter(
    ([name, { format, type }]) => FILE_NAME.test(name) && (format === 'uri' || (type === undefined && format === undefined)),
  )
  return (told.length > 0 ? told : named).map(([name]) => name)
}

const FILE_NAME = /^(?:\w+_)?(?:file|upload|document|attachment|image|avatar|photo|picture|logo|media|cv|resume)$/i

/** Texts of forms that are numbers, whatever the field says. */
const COUNTED =
  /^(?:months?|days?|hours?|minutes?|weeks?|nights?|guests?|persons?|people|copies|places|rating|stars|score|points|duration|capacity|percent|cents)$|_(?:count|qty|cents)$/

const SERVER_SET =
  /^(?:_?id|uuid|created_?at|updated_?at|deleted_?at|created|updated|owner_?id|user_?id|created_?by|role|roles|is_?admin|is_?staff|is_?superuser|permissions|verified|is_?verified|balance|credit)$/i

const LOWEST_ROLE = /^(?:user|customer|member|viewer|reader|buyer|client|student|guest|basic|standard|free|personal)$/i

/** One of the choices, the usual one where it is told; of roles the lowest. */
function chosenOf(name: string, choices: readonly unknown[], { example }: Schema): unknown {
  const some = choices.filter((choice) => choice !== null)
  if (/role|user_?type|account_?type|plan|tier/i.test(name))
    return (
      some.find((choice) => typeof choice === 'string' && LOWEST_ROLE.test(choice)) ??
      some.find((choice) => typeof choice === 'string' && !/admin|root|super|staff|owner|manager/i.test(choice)) ??
      some[0]
    )
  const [first = choices[0]] = some
  // What is not shown yet, or not any more, can be used for little.
  const shown =
    STATES.test(name) && UNSEEN.test(String(first)) ? some.find((choice) => typeof choice === 'string' && SEEN.test(choice)) : undefined
  return some.find((choice) => choice === example) ?? shown ?? first
}

const STATES = /status|state|stage|visibility/i
const UNSEEN = /^(?:draft|hidden|private|inactive|disabled|unlisted|unpublished|archived|retired|closed|paused)$/i
const SEEN = /^(?:published|listed|active|open|public|available|live|visible|enabled)$/i

function isServerSet(name: string): boolean {
  return SERVER_SET.test(name)
}

/** Values that most services want to be different each time. */
function isUnique(words: string): boolean {
  return /^(?:e_?mail|user_?name|login|slug|sku)$/.test(words)
}

/** What somebody may spend or use, not how many entries a page has. */
const LIMITS = /_limit(?:_cents)?$|^limit_cents$|quota|allowance/
const GENEROUS = 100_000

function numberFor(words: string, schema: Schema): number {
  // A moment as a number: most services count in milliseconds.
  if (/_at$|_time$|timestamp/.test(words) && schema.maximum === undefined && schema.type === 'integer')
    return Date.parse(`${USUAL_DAY}T10:00:00Z`)
  const low = schema.minimum ?? 1
  // A narrow limit of one's own would have what follows refused.
  if (LIMITS.test(words)) return Math.min(Math.max(GENEROUS, low), schema.maximum ?? GENEROUS)
  const wanted = /price|amount|total|cost/.test(words) ? 10 : /age$/.test(words) ? 30 : 1
  return Math.min(Math.max(wanted, low), schema.maximum ?? Number.MAX_SAFE_INTEGER)
}

/** Words of ours that stand for any text. */
const isMadeUp = (value: string): boolean => value.startsWith('assay ')

/** A noun of which there is one, as English mostly makes it. */
export function singular(name: string): string {
  return name.replace(/ies$/, 'y').replace(/s$/, '')
}

function matches(pattern: string, text: string): boolean {
  if (pattern.length > 200 || /(?:\)|\])[+*][^)]*\)[+*]/.test(pattern)) return false
  try {
    return new RegExp(pattern).test(text)
  } catch {
    return false
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
