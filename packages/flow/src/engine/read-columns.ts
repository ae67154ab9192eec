import type { IrFunction } from '../ir/ir.ts'
import { memberFunctions } from '../routes/class-views.ts'
import { subjectOf } from '../routes/data-layer.ts'
import { modelOf } from '../routes/django-effects.ts'
import { dictEntries } from '../routes/handler-values.ts'
import { modelGiven } from '../routes/own-subject.ts'
import { preparedBehind } from '../routes/prepared-statements.ts'
import { chainOf } from '../routes/query-chains.ts'
import { chainAfter, columnsOf } from '../routes/read-columns.ts'
import { definitionBehind, nameOf, parameterBehind, type Reader, type SeenCall } from '../routes/reader.ts'
import { type SelectedColumns, selectedColumns } from '../routes/sql-columns.ts'
import { textOf } from '../routes/statements.ts'
import { KEY_STORE } from './stored-columns.ts'
import { relatedTables } from './table-names.ts'
import type { SourceLabel, Trace } from './value.ts'

/** A column that a stored value may have been read from, and the tables that it may belong to. */
export interface ReadColumn {
  readonly tables: readonly string[]
  readonly column: string
}

/** What drivers call the list of rows in their answer, and places in it. */
const NO_COLUMN = /^(?:rows|recordsets?|records|docs|items|data|\d+)$/

/** Whatever the source tells of where it was read from: nothing, or the column, or its relation as well. */
export function columnsRead(reader: Reader, label: SourceLabel, trace: Trace | null = null): readonly ReadColumn[] {
  const read = label.from ?? label
  const names = (label.name ?? '').split('.').filter((name) => name !== '')
  if (!read.model.isContainer) return names.length === 0 ? [] : [{ tables: [KEY_STORE], column: label.name ?? '' }]
  const call = reader.callsIn(read.function).find((one) => one.call.start === read.start && one.call.end === read.end)
  if (call === undefined) return fieldOfRecord(read, names)
  const named = names.filter((name) => !NO_COLUMN.test(name))
  const text = queryText(reader, call)
  const selected = (text === null ? null : selectedColumns(text)) ?? askedThrough(reader, call, label, named[0])
  const tables = selected?.tables ?? servedModels(reader, call, trace) ?? modelsOf(reader, call)
  const first = named[0] ?? onlyColumn(reader, call, names, selected?.columns.map(({ column }) => column) ?? null)
  if (first === null || tables.length === 0) return []
  const column = selected?.columns.find(({ name }) => name.toLowerCase() === first.toLowerCase())?.column ?? first
  // A row that was brought along has the name of its relation: `post.author.bio`; in a column of JSON are fields too.
  const [relation = '', field] = named.slice(-2)
  const beyond = named.length > 1 && field !== undefined ? [{ tables: relatedTables(reader.program, relation), column: field }] : []
  return column === '' ? beyond : [{ tables, column }, ...beyond]
}

/**
 * `orders.get(id)` of a repository that was made for a class of rows: for which, the calls of its method tell that lie below the function in which
 * the row is used first, or below those that hand it the row.
 */
function servedModels(reader: Reader, call: SeenCall, trace: Trace | null): readonly string[] | null {
  let first = trace
  while (first !== null && first.previous !== null) first = first.previous
  if (call.function.selfSlot < 0 || first === null) return null
  const { function: user } = first
  const below = modelsServed(reader, call, [...reader.callsIn(user), ...callsBelow(reader, user)])
  if (below.length > 0) return below
  const above = reader
    .callersOf(user)
    .slice(0, MOST_USERS)
    .map(({ function: caller }) => caller)
  const handed = modelsServed(
    reader,
    call,
    above.flatMap((caller) => [...reader.callsIn(caller), ...callsBelow(reader, caller)]),
  )
  return handed.length > 0 ? handed : null
}

const MOST_USERS = 6

/** The classes of rows of the objects on which the method is called that a call stands in. */
function modelsServed(reader: Reader, { function: method }: SeenCall, calls: readonly SeenCall[]): readonly string[] {
  const models = calls.flatMap((one) => {
    const isThis = one.callee.kind === 'function' && one.call.receiver >= 0 && reaches(reader, one.callee.function, method)
    const object = isThis ? reader.denoter.denote(one, one.call.receiver) : null
    return object?.kind === 'instance' ? (modelGiven(reader, object.origin) ?? []) : []
  })
  return [...new Set(models)]
}

/** Whether a method is that one, or another of its object that calls it: `first` that takes the first of `find`. */
const reaches = (reader: Reader, called: IrFunction, method: IrFunction): boolean =>
  called === method || reader.callsIn(called).some(({ callee }) => callee.kind === 'function' && callee.function === method)

const TABLE = /(?:^|\.)\w*[tT]able\(\)$/

/** `select({ bid: bids })`: under that name stands a row of another table, which no page shows as text. */
export function readsWholeRow(reader: Reader, label: SourceLabel): boolean {
  const read = label.from ?? label
  const named = (label.name ?? '').split('.').filter((name) => name !== '' && !NO_COLUMN.test(name))
  const call = reader.callsIn(read.function).find((one) => one.call.start === read.start && one.call.end === read.end)
  const select = call === undefined ? undefined : chainOf(reader, call).calls.find(({ method }) => CHOOSES.test(method))
  const first = select?.call.args[0]
  if (select === undefined || first === undefined || named.length !== 1) return false
  const entry = dictEntries(select, first.value).find(({ key }) => key === named[0])
  return entry !== undefined && TABLE.test(nameOf(reader.denoter.denote(entry.scope, entry.value)))
}

/** `query('SELECT body FROM notes')` of the program, which hands the text on: what is asked where the rows are used, or anywhere by it. */
function askedThrough(reader: Reader, call: SeenCall, label: SourceLabel, column: string | undefined): SelectedColumns | null {
  const handing = column === undefined ? null : handedStatement(reader, call)
  if (column === undefined || handing === null) return null
  const isHere = label.function !== call.function && label.function !== handing
  const here = isHere ? queriesOf(reader.callsIn(label.function), reader, column) : []
  const below = isHere && here.length === 0 ? queriesOf(callsBelow(reader, label.function), reader, column) : here
  const asked = below.length > 0 ? below : queriesOf(callersAbove(reader, handing), reader, column)
  return asked.length === 0 ? null : { tables: asked.flatMap(({ tables }) => tables), columns: asked.flatMap(({ columns }) => columns) }
}

/** Whether a function reads a column that its own queries only count or add up: `one('SELECT count(*) AS n FROM bags')['n']`. */
export function readsNumber(reader: Reader, owner: IrFunction, { name }: SourceLabel): boolean {
  const column = (name ?? '').split('.').find((part) => part !== '' && !NO_COLUMN.test(part))
  if (column === undefined) return false
  const named = queriesOf(reader.callsIn(owner), reader, column).flatMap(({ columns }) =>
    columns.filter((one) => one.name === column || one.column === '*'),
  )
  return named.length > 0 && named.every(({ isNumber }) => isNumber)
}

/** The function that is given the statement which a call, or a step before it, runs: `connection.execute(sql, values).fetchone()`, in a lambda too. */
function handedStatement(reader: Reader, call: SeenCall): IrFunction | null {
  for (const step of chainOf(reader, call).calls)
    for (const { value } of step.call.args) {
      const parameter = parameterBehind(step, value)
      if (parameter !== null) return parameter.function
    }
  return null
}

const DEEPEST_LAYER = 3

function callersAbove(reader: Reader, owner: IrFunction, depth = 0): readonly SeenCall[] {
  const callers = reader.callersOf(owner)
  return depth >= DEEPEST_LAYER ? callers : [...callers, ...callers.flatMap((one) => callersAbove(reader, one.function, depth + 1))]
}

/** What the functions do that a function calls: a handler and the repositories behind it. */
function callsBelow(reader: Reader, owner: IrFunction, depth = 0): readonly SeenCall[] {
  const called = reader
    .callsIn(owner)
    .flatMap(({ callee }) => (callee.kind === 'function' && callee.function !== owner ? [callee.function] : []))
  const own = [...new Set(called)].flatMap((fn) => reader.callsIn(fn))
  return depth >= DEEPEST_LAYER - 1 ? own : [...own, ...[...new Set(called)].flatMap((fn) => callsBelow(reader, fn, depth + 1))]
}

/** Queries whose answer has that column. */
function queriesOf(calls: readonly SeenCall[], reader: Reader, column: string): readonly SelectedColumns[] {
  return calls.flatMap((one) => {
    const text = textIn(reader, one)
    const selected = text === null ? null : selectedColumns(text)
    return selected?.columns.some(({ name, column: own }) => name === column || own === '*' || name === '') ? [selected] : []
  })
}

/** `self.body` of a class of rows. */
function fieldOfRecord({ module, start }: SourceLabel, [column]: readonly string[]): readonly ReadColumn[] {
  const owner = module.classes.find((one) => one.start <= start && start < one.end)
  return owner === undefined || column === undefined ? [] : [{ tables: [owner.name], column }]
}

/** The column of a row that is read by its place, or that is the only one. */
function onlyColumn(reader: Reader, call: SeenCall, names: readonly string[], selected: readonly string[] | null): string | null {
  const columns = selected ?? chosenColumns(reader, call)
  const place = names.findLast((name) => /^\d+$/.test(name))
  if (place !== undefined && call.module.language === 'python') return columns[Number(place)] ?? null
  return columns.length === 1 ? (columns[0] ?? null) : null
}

/** `select(Hook.address, Hook.secret)`, `values_list('address', flat=True)`. */
function chosenColumns(reader: Reader, call: SeenCall): readonly string[] {
  const { calls } = chainOf(reader, call)
  const narrowed = columnsOf(reader, [...calls, ...chainAfter(reader, call)])
  if (narrowed !== null) return narrowed
  const select = calls.find(({ method }) => CHOOSES.test(method))
  return (select?.call.args ?? []).map(({ value }) => {
    const got = select === undefined ? null : definitionBehind(select, value)
    return got?.instruction.op === 'get' ? got.instruction.key : ''
  })
}

/** The text of the statement whose rows a call brings. */
function queryText(reader: Reader, call: SeenCall): string | null {
  const own = textIn(reader, call)
  if (own !== null) return own
  const prepared = preparedBehind(reader, call)
  if (prepared !== null) return textIn(reader, prepared)
  const made = chainOf(reader, call)
    .calls.slice(1)
    .flatMap((one) => textIn(reader, one) ?? [])[0]
  if (made !== undefined) return made
  // `cursor.execute(sql)`, then `cursor.fetchall()`.
  if (!/^fetch/.test(call.method)) return null
  const before = reader.callsIn(call.function).filter(({ call: { start }, method }) => start < call.call.start && /^execute/.test(method))
  return before.flatMap((one) => textIn(reader, one) ?? []).at(-1) ?? null
}

function textIn(reader: Reader, call: SeenCall): string | null {
  const first = call.call.args[0]
  const text = first === undefined ? null : (textOf(reader, call, first.value, 0) ?? entryText(reader, call, first.value))
  return text !== null && /\bSELECT\b/i.test(text) ? text : null
}

/** `query({ text, values })`. */
function entryText(reader: Reader, call: SeenCall, slot: number): string | null {
  const denoted = reader.denoter.denote(call, slot)
  const text = denoted.kind === 'dict' ? denoted.entries.get('text') : undefined
  return text?.kind === 'constant' && typeof text.value === 'string' ? text.value : null
}

/** Whose rows a call of an object mapper brings, or writes. */
export function modelsOf(reader: Reader, call: SeenCall): readonly string[] {
  if (call.method === 'get_object') return ofView(reader, call)
  const chain = chainOf(reader, call)
  const owners = chain.calls.filter(({ method }) => CHOOSES.test(method)).flatMap((one) => ownersOfColumns(reader, one))
  const subject = owners.length > 0 ? null : subjectOf(reader, chain)
  // `hook.calls.all()` of a hook that was asked for before.
  const [relation] = chain.calls.length > 1 ? chain.attributes.filter((name) => !MANAGERS.test(name)) : []
  const related = relation === undefined ? [] : relatedTables(reader.program, relation)
  return [...(subject === null ? owners : [subject]), ...related]
}

/** `self.get_object()`: the rows of the view. */
function ofView(reader: Reader, { module, function: { ownerClass } }: SeenCall): readonly string[] {
  const owner = module.classes[ownerClass]
  const model = owner === undefined ? null : modelOf(reader, module, owner)
  if (model !== null || owner === undefined) return model === null ? [] : [model]
  return memberFunctions(reader, module, owner, 'get_queryset').flatMap((method) =>
    reader.callsIn(method.function).flatMap((one) => subjectOf(reader, chainOf(reader, one)) ?? []),
  )
}

const MANAGERS =
  /^(?:objects|query|session|manager|model|db|_default_manager|database|data_?source|connection|conn|pool|knex|prisma|drizzle|orm|em|entity_?manager)$/i

const CHOOSES = /^(?:select|query|select_from)$/

/** `select(Hook.address)`: the class whose column is asked for. */
function ownersOfColumns(reader: Reader, call: SeenCall): readonly string[] {
  return call.call.args.flatMap(({ value }) => {
    const got = definitionBehind(call, value)
    const owner = got?.instruction.op === 'get' ? reader.denoter.denote(got.scope, got.instruction.object) : null
    return owner?.kind === 'class' ? [owner.class.name] : []
  })
}
