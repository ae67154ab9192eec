import type { Scope } from '../engine/program.ts'
import type { RouteEffect } from '../facts.ts'
import type { Slot } from '../ir/ir.ts'
import { declaredTable, subjectOf } from '../routes/data-layer.ts'
import { effectOf } from '../routes/effects.ts'
import { dictEntries } from '../routes/handler-values.ts'
import { type Owner, subjectOfOwn } from '../routes/own-subject.ts'
import { preparedBehind } from '../routes/prepared-statements.ts'
import { type Chain, chainOf } from '../routes/query-chains.ts'
import { isConstant, nameOf, type Reader, type SeenCall, slotText, stringAt } from '../routes/reader.ts'
import { type GivenTexts, textOf } from '../routes/statements.ts'
import type { TagReader } from '../routes/value-tags.ts'
import { joinedSecret } from './joined-rows.ts'
import { isSecretColumn, type SecretTables } from './secret-tables.ts'

/** Rows with every column, or the environment itself. */
export interface WholeRow {
  /** What it is, as a phrase: "every column of users". */
  readonly what: string
  /** The table; '' for the environment. */
  readonly table: string
  /** The secret in it. */
  readonly column: string
  /** The call whose statement asks for the columns, where it is written out. */
  readonly asked?: SeenCall
}

/** What a look at one query needs. */
export interface Look {
  readonly reader: Reader
  readonly tables: SecretTables
  readonly tags: TagReader
  /** The object whose method is looked at. */
  self: Owner | null
  /** What the function that is looked at was given. */
  given: GivenTexts
}

/** `cursor.execute(sql)`, then `cursor.fetchone()`. */
export function executedBefore(walk: Look, call: SeenCall): WholeRow | null {
  if (!/^fetch/.test(call.method)) return null
  const { reader } = walk
  const name = slotText(reader, call, call.call.receiver)
  const before = reader
    .callsIn(call.function)
    .filter((other) => other.call.start < call.call.start && other.method === 'execute' && other.call.receiver >= 0)
    .filter((other) => slotText(reader, other, other.call.receiver) === name)
    .at(-1)
  return before === undefined ? null : (wholeRead(walk, before) ?? null)
}

/** What a query brings: rows with all columns, rows without a secret (null), or undefined when it is no query. */
export function wholeRead(walk: Look, call: SeenCall): WholeRow | null | undefined {
  const { reader, tables, tags } = walk
  for (const argument of call.call.args) {
    const text = textOf(reader, call, argument.value, 0, walk.given)
    if (text === null || !/^\s*(?:SELECT|WITH|INSERT|UPDATE|DELETE)\b/i.test(text)) continue
    const starred = starredTable(text)
    const table = subjectOfOwn(reader, call, walk.self, starred ?? /\b(?:FROM|INTO|UPDATE)\s+["'`[]?([\w.]+)/i.exec(text)?.[1] ?? null)
    const isWhole = starred !== null || /\bSELECT\s+(?:DISTINCT\s+)?(?:\w+\.)?\*|\bRETURNING\s+\*/i.test(text)
    const whole = isWhole && table !== null ? made(walk, table) : null
    if (isWhole) return whole === null ? null : { ...whole, asked: call }
    const column = listedSecret(text)
    return column === null ? null : { what: `columns of ${table ?? 'a row'}`, table: table ?? '', column }
  }
  const prepared = preparedBehind(reader, call)
  if (prepared !== null) return wholeRead(walk, prepared)
  const chain = chainOf(reader, call)
  const listed = everyValue(walk, chain)
  if (listed !== undefined) return listed
  const effect = effectOf(reader, call, tags)
  if (effect !== null && call.callee.kind === 'function') return builtRead(walk, call, effect)
  const declared = drizzleTable(reader, chain.calls)
  if ((effect === null && declared === null) || effect?.kind === 'delete') return undefined
  const table = declared ?? subjectOfOwn(reader, call, walk.self, effect?.of ?? null)
  const isPlain = chain.calls.some(({ method }) => method === 'lean')
  const joined = table === null || !/^read-/.test(effect?.kind ?? '') ? null : joinedSecret(reader, tables, chain.calls, table, isPlain)
  if (joined !== null)
    return { what: `every column of ${joined.table} as ${joined.field} of ${table}`, table: joined.table, column: joined.column }
  if (table === null || tables.columnOf(table, isPlain) === null) return chain.calls.length > 1 || table !== null ? null : undefined
  return chain.calls.some((one) => projects(reader, one)) ? null : made(walk, table, isPlain)
}

/** `from('members').all()` of a builder of the tree; with the names of the columns nothing but those. */
function builtRead(walk: Look, call: SeenCall, { kind, of, columns }: RouteEffect): WholeRow | null {
  if (!kind.startsWith('read') || of === null) return null
  const named = columns?.find(isSecretColumn)
  const found = columns === undefined ? made(walk, of) : named === undefined ? null : { what: `columns of ${of}`, table: of, column: named }
  return found === null ? null : { ...found, asked: call }
}

/** `SELECT m.role, u.* FROM members m JOIN users u ON ...`: the table that the name before the star stands for. */
function starredTable(text: string): string | null {
  const name = /\bSELECT\b[^()]*?\b(\w+)\.\*[^()]*?\sFROM\b/i.exec(text)?.[1]
  if (name === undefined) return null
  const stands = new RegExp(`\\b(?:FROM|JOIN)\\s+["'\`[]?([\\w.]+)["'\`\\]]?\\s+(?:AS\\s+)?${name}\\b`, 'i').exec(text)?.[1]
  return stands ?? (new RegExp(`\\b(?:FROM|JOIN)\\s+["'\`[]?${name}\\b`, 'i').test(text) ? name : null)
}

/** `SELECT id, name, password_hash FROM users`: the first of the columns that is a secret. */
function listedSecret(text: string): string | null {
  const list = /\bSELECT\s+([^()]*?)\sFROM\b/i.exec(text)?.[1] ?? /\bRETURNING\s+([^()]*)$/i.exec(text)?.[1] ?? ''
  for (const item of list.split(',')) {
    const name = /^(?:\w+\.)?["`[]?(\w+)["`\]]?(?:\s+(?:AS\s+)?["`[]?(\w+)["`\]]?)?$/i.exec(item.trim())
    const shown = name?.[2] ?? name?.[1] ?? ''
    if (isSecretColumn(shown)) return shown
  }
  return null
}

/** `User.objects.order_by('id').values()` of Django: dictionaries of every column; undefined for other queries. */
function everyValue(walk: Look, chain: Chain): WholeRow | null | undefined {
  const listing = chain.calls.filter(({ method }) => method === 'values')
  if (!chain.attributes.includes('objects') || listing.length === 0) return undefined
  if (listing.some(({ call }) => call.args.length > 0)) return null
  const table = subjectOf(walk.reader, chain)
  const isUser = chain.calls.some(({ name }) => GIVES_USER.test(name)) || DJANGO_USER.test(nameOf(chain.denoted))
  if (isUser) return { what: 'every column of User', table: 'User', column: 'password' }
  return table === null ? null : made(walk, table)
}

const DJANGO_USER = /^django\.contrib\.auth\.(?:models\.User|get_user_model\(\))$/
const GIVES_USER = /^django\.contrib\.auth\.get_user_model$/

/** `db.select().from(users)`. */
function drizzleTable(reader: Reader, calls: readonly SeenCall[]): string | null {
  for (const call of calls) {
    const [first] = call.call.args
    const table = first === undefined ? null : declaredTable(reader, reader.denoter.denote(call, first.value))
    if (table !== null) return table
  }
  return null
}

export function made({ tables }: Look, table: string, isPlain = false): WholeRow | null {
  const column = tables.columnOf(table, isPlain)
  return column === null ? null : { what: `every column of ${table}`, table, column }
}

const FIELD_METHOD =
  /^(?:select|query|first|values|values_list|only|defer|load_only|with_entities|columns|project|projection|pluck|omit|exclude_fields|returning|returningAll_|options_)$/
const FIELD_OPTION = /^(?:select|omit|attributes|projection|columns|fields|include_fields|exclude)$/

/** Whether a call of a query says which columns it wants. */
export function projects(reader: Reader, call: SeenCall): boolean {
  const { args } = call.call
  if (args.some((argument) => argument.kind === 'named' && FIELD_OPTION.test(argument.name))) return true
  if (args.some((argument) => argument.kind !== 'named' && dictEntries(call, argument.value).some(({ key }) => FIELD_OPTION.test(key))))
    return true
  // `find_one({'_id': id}, {'password': 0})`, `findOne({ where }, 'name email')`
  if (/^(?:find_?one|find|findById|findOne)$/.test(call.method) && args[1] !== undefined && args[1].kind === 'positional') return true
  if (!FIELD_METHOD.test(call.method) || args.length === 0) return false
  // `.values('id', 'email')` of Django chooses, `.values({...})` of an insert does not.
  if (call.method === 'values') return args.some(({ value }) => stringAt(reader, call, value) !== null)
  // SQLAlchemy's `select(User)` and `.select('*')` want all.
  return !args.every(({ value }) => {
    const denoted = reader.denoter.denote(call, value)
    return denoted.kind === 'class' || isConstant(denoted, '*')
  })
}

const ENVIRONMENT = /^(?:process\.env|os\.environ|flask\.Flask\(\)\.config|flask\.current_app\.config|sanic\.Sanic\(\)\.config)$/

/** The settings of the process, as they are. */
export function environment(reader: Reader, scope: Scope, slot: Slot): WholeRow | null {
  const name = nameOf(reader.denoter.denote(scope, slot))
  return ENVIRONMENT.test(name) ? { what: `all of ${name}`, table: '', column: 'every secret of the environment' } : null
}
