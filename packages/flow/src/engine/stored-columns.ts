import type { IrClass, Module } from '../ir/ir.ts'
import { DATA_LIBRARY } from '../routes/database-calls.ts'
import { filledColumns, type Hole } from '../routes/sql-columns.ts'
import type { Activation } from './activation.ts'
import type { CallUse } from './call.ts'
import { isRecord } from './construct.ts'
import { deepTaints } from './containers.ts'
import { definitionsOf } from './definitions.ts'
import { loopedTexts } from './looped-statements.ts'
import { clearedByOrigin } from './origin-facts.ts'
import type { Range } from './place.ts'
import type { SinkUse, StoredColumn } from './result.ts'
import { NOTHING, type ParameterLabel, type Taint, type Value } from './value.ts'

/** The table of what is kept under keys. */
export const KEY_STORE = '<keys>'
/** Any column: a row that was given as a whole. */
export const ANY_COLUMN = '*'

/** What calls of libraries keep: of an object mapper the fields of the row, of a store the value of a key. */
export function noteWrites(act: Activation, name: string, use: CallUse): void {
  if (KEY_CLIENT.test(name)) noteKey(act, use)
  else if (isMapper(name, use.method)) noteFields(act, name, use)
}

const KEY_CLIENT = /^redis\.Client\.\w+$/
/** Where the value stands among the arguments; -1: all behind the key. */
const KEY_WRITES: ReadonlyMap<string, number> = new Map([
  ['set', 1],
  ['setex', 2],
  ['setEx', 2],
  ['set_ex', 2],
  ['psetex', 2],
  ['setnx', 1],
  ['getset', 1],
  ['lpush', -1],
  ['rpush', -1],
  ['lPush', -1],
  ['rPush', -1],
  ['hset', -1],
  ['hSet', -1],
  ['hmset', -1],
])

function noteKey(act: Activation, use: CallUse): void {
  const place = KEY_WRITES.get(use.method)
  const [key, ...values] = use.args.positional
  const column = key === undefined ? '' : keyName(key)
  if (place === undefined || column === '') return
  const kept = place === -1 ? [...values, ...use.args.named.values()] : [use.args.positional[place] ?? NOTHING]
  for (const value of kept) noteColumn(act, { table: KEY_STORE, row: null, column }, value, use.instruction)
}

/** A key of a store, or how all keys of its kind begin. */
export const keyName = ({ constant, prefix }: Value): string => (typeof constant === 'string' ? constant : prefix)

/** `INSERT INTO t (a) VALUES ($1)` with its values, however they are passed, also to a function of the program that hands them on. */
export function noteStatement(act: Activation, use: CallUse): void {
  const valuesIn = holeValues(act, use)
  for (const text of statementTexts(act, use)) {
    const filled = filledColumns(text)
    for (const { column, hole } of filled?.columns ?? [])
      for (const value of valuesIn(hole)) noteColumn(act, { table: filled?.table ?? null, row: null, column }, value, use.instruction)
  }
}

const WRITES_TEXT = /^\s*(?:INSERT|REPLACE|UPDATE|MERGE|UPSERT|WITH)\s/i
const RUNS_PREPARED = /^(?:run|get|all|execute|query)$/

/** The statement of a call; one for each name where a loop over names of the source puts its columns in. */
function statementTexts(act: Activation, use: CallUse): readonly string[] {
  const looped = loopedTexts(act, use.instruction.args[0]?.value ?? -1, WRITES_TEXT)
  const text = looped.length > 0 ? null : statementText(act, use)
  return text === null ? looped : [text]
}

function statementText(act: Activation, { args: { positional, named }, receiver, instruction, method }: CallUse): string | null {
  const first = positional[0] ?? named.get('query') ?? named.get('sql')
  if (first !== undefined && WRITES_TEXT.test(first.prefix)) {
    if (typeof first.constant === 'string') return first.constant
    return taggedText(act, instruction.args[0]?.value ?? -1)
  }
  const origin = [first?.hint, RUNS_PREPARED.test(method) ? receiver?.hint : null].flatMap((hint) =>
    hint?.kind === 'library' && hint.origin !== null && MAKES_STATEMENT.test(hint.origin.call.method || hint.name) ? [hint.origin] : [],
  )[0]
  if (origin !== undefined) {
    const given = act.engine.denoter.argument(origin, origin.call, 0)
    if (given?.kind === 'constant' && typeof given.value === 'string') return given.value
  }
  // `query({ text, values })`
  const text = first?.objects.length === 1 ? act.object(first.objects[0] ?? 0)?.entries.get('text')?.constant : undefined
  return typeof text === 'string' ? text : null
}

const MAKES_STATEMENT = /(?:^|\.)(?:prepare\w*|text)(?:\(\))*$/

/** The text of a template that is a tag's first argument, with its holes in order. */
function taggedText({ frame: { module, function: owner } }: Activation, slot: number): string | null {
  const [made, ...more] = definitionsOf(module, owner, slot)
  if (more.length > 0 || made?.kind !== 'instruction' || made.instruction.op !== 'template') return null
  return made.instruction.parts.map((part) => (typeof part === 'string' ? part : '?')).join('')
}

function holeValues(act: Activation, { args: { positional, named }, instruction: { method } }: CallUse): (hole: Hole) => readonly Value[] {
  const values = RUNS_PREPARED.test(method) && !isText(positional[0]) ? positional : positional.slice(1)
  const bags = [...values, ...(positional.length === 1 ? positional : []), ...named.values()]
  const held = (key: string): readonly Value[] =>
    bags.flatMap(({ objects }) =>
      objects.flatMap((id) => {
        const entries = act.object(id)?.entries
        const inner = entries?.get('values') ?? entries?.get('parameters')
        const nested = inner?.objects.map((each) => act.object(each)?.entries.get(key)) ?? []
        return [entries?.get(key), ...nested].filter((value) => value !== undefined)
      }),
    )
  return (hole) => {
    const inside = held(String(hole))
    if (inside.length > 0 || typeof hole === 'string') return inside
    const value = values[hole]
    return value === undefined || value.objects.length > 0 ? [] : [value]
  }
}

const isText = (value: Value | undefined): boolean => value !== undefined && value.prefix !== ''

/** Methods that write a row, with the place of the row among their arguments. */
const WRITES: ReadonlyMap<string, number> = new Map([
  ...[
    'create',
    'createMany',
    'build',
    'bulkCreate',
    'bulk_create',
    'insert',
    'insertOne',
    'insertMany',
    'insert_one',
    'insert_many',
    'insertAndFetch',
    'values',
    'set',
    'save',
    'upsert',
    'merge',
    'patch',
    'overwrite',
    'get_or_create',
    'update_or_create',
    'update',
    'update_from_dict',
  ].map((method) => [method, 0] as const),
  ...[
    'updateOne',
    'updateMany',
    'update_one',
    'update_many',
    'findByIdAndUpdate',
    'findOneAndUpdate',
    'find_one_and_update',
    'replaceOne',
    'replace_one',
    'findOneAndReplace',
    'assign',
  ].map((method) => [method, 1] as const),
])

const PLACE_OF_TYPE: readonly (readonly [RegExp, number])[] = [[/^typeorm\.\w+\.(?:update|upsert)$/, 1]]
const OTHER_DATA = /\.objects\.|^(?:\.{1,2}\/|\/|@\/|~\/|#|src\/).*\.[A-Z]\w*\.\w+$/
/** Steps of builders that nothing else has: `db.insert(hooks).values(...)`, `db.hook.create({ data })` of a database made elsewhere. */
const BUILDER = /\.(?:insert|insertInto)\(\)\.values$|\.(?:update|updateTable)\(\)\.set$|(?:^|\.)prisma\.\w+\.\w+$/

const isMapper = (name: string, method: string): boolean =>
  WRITES.has(method) && (DATA_LIBRARY.test(name) || OTHER_DATA.test(name) || BUILDER.test(name))

/** Words that only hold the fields. */
const ENVELOPE = /^(?:data|create|update|defaults|values|dict|set|\$(?:set|setOnInsert|push|addToSet|each))$/
/** Words beside them that choose rows or say how to write. */
const BESIDE = /^(?:where|select|include|upsert|filter|fields|transaction|returning|conflict_target|on_conflict|commit)$/

function noteFields(act: Activation, name: string, use: CallUse): void {
  const place = PLACE_OF_TYPE.find(([type]) => type.test(name))?.[1] ?? WRITES.get(use.method) ?? 0
  const { positional, named, spreadNamed } = use.args
  const table: Omit<StoredColumn, 'column'> = { table: null, row: null }
  const [first, second] = positional
  // `update('title', title)`
  if (place === 0 && typeof first?.constant === 'string' && second !== undefined) {
    noteColumn(act, { ...table, column: first.constant }, second, use.instruction)
    return
  }
  const row = positional[place]
  if (row !== undefined) noteRow(act, table, row, use.instruction)
  if (spreadNamed !== null) noteRow(act, table, spreadNamed, use.instruction)
  for (const [key, value] of named) noteEntry(act, table, key, value, use.instruction, 0)
}

const DEEPEST_ROW = 3

/** The fields of a row, each as a column. */
export function noteRow(act: Activation, table: Omit<StoredColumn, 'column'>, row: Value, at: Range, depth = 0): void {
  if (depth > DEEPEST_ROW) return
  for (const id of row.objects) {
    const object = act.object(id)
    if (object === undefined) continue
    const isList = object.shape === 'list' || object.shape === 'tuple' || object.shape === 'set'
    const isOptions = [...object.entries.keys()].every((key) => ENVELOPE.test(key) || BESIDE.test(key))
    for (const [key, value] of object.entries) {
      if (isList || (isOptions && ENVELOPE.test(key))) noteRow(act, table, value, at, depth + 1)
      else noteEntry(act, table, key, value, at, depth)
    }
    if (object.rest !== null) {
      if (isList) noteRow(act, table, object.rest, at, depth + 1)
      else noteColumn(act, { ...table, column: ANY_COLUMN }, object.rest, at)
    }
    if (object.base !== null) noteColumn(act, { ...table, column: ANY_COLUMN }, object.base, at)
  }
  if (row.taints.length > 0) noteColumn(act, { ...table, column: ANY_COLUMN }, { ...NOTHING, taints: row.taints }, at)
}

function noteEntry(act: Activation, table: Omit<StoredColumn, 'column'>, key: string, value: Value, at: Range, depth: number): void {
  if (BESIDE.test(key)) return
  if (ENVELOPE.test(key) && (value.objects.length > 0 || key.startsWith('$'))) noteRow(act, table, value, at, depth + 1)
  else noteColumn(act, { ...table, column: key }, value, at)
}

/** The fields of a row that the program makes itself: `Order(note=body['note'])`, `form.save()`. */
export function noteRecord(act: Activation, module: Module, owner: IrClass, row: Value, at: Range): void {
  if (isRow(act, module, owner)) noteRow(act, { table: owner.name, row: null }, row, at)
}

/** `row.note = note`, of a row that was read or made before. */
export function noteAssignment(act: Activation, object: Value, key: string, value: Value, at: Range): void {
  if (value.taints.length === 0 && value.objects.length === 0) return
  const { hint } = object
  if (hint?.kind === 'instance') {
    if (isRow(act, hint.module, hint.class)) noteColumn(act, { table: hint.class.name, row: null, column: key }, value, at)
    return
  }
  for (const { label } of object.taints)
    if (label.kind === 'source' && label.model.gives === 'stored')
      noteColumn(act, { table: null, row: label.from ?? label, column: key }, value, at)
    else if (label.kind === 'parameter') {
      const table = declaredRow(act, label)
      if (table !== null) noteColumn(act, { table, row: null, column: key }, value, at)
    }
}

/** `shop: Shop = Depends(own_shop)`: the class of rows that a parameter is declared to be. */
function declaredRow(act: Activation, { frame: { module, function: owner }, root, path }: ParameterLabel): string | null {
  const type = path.length === 0 ? owner.parameters[root]?.type : undefined
  const outer = module.functions[Math.max(0, owner.parent)]
  if (type === undefined || type === null || outer === undefined) return null
  const declared = act.engine.denoter.instanceOfType({ module, function: outer }, type)
  return declared.kind === 'instance' && isRow(act, declared.module, declared.class) ? declared.class.name : null
}

const rows = new WeakMap<IrClass, boolean>()

function isRow(act: Activation, module: Module, owner: IrClass): boolean {
  let known = rows.get(owner)
  if (known === undefined) {
    known = module.language === 'python' ? isRecord(act, module, owner, 0) : isEntity(act, module, owner)
    rows.set(owner, known)
  }
  return known
}

const ENTITY =
  /^(?:typeorm|@mikro-orm\/[\w-]+|sequelize-typescript|@nestjs\/mongoose|@typegoose\/typegoose)\.(?:Entity|Table|Schema|ModelOptions|modelOptions)\b/

function isEntity({ engine: { denoter } }: Activation, module: Module, owner: IrClass): boolean {
  const scope = { module, function: module.functions[Math.max(0, owner.parent)] }
  return owner.decorators.some((slot) => {
    const denoted = scope.function === undefined ? null : denoter.denote({ module, function: scope.function }, slot)
    return denoted?.kind === 'library' && ENTITY.test(denoted.name)
  })
}

const isOfCaller = ({ label }: Taint): boolean => label.kind === 'parameter' || label.model.gives === 'request'

/** What a column gets is no defect yet: it is told with the place where it was kept. */
export function noteColumn(act: Activation, column: StoredColumn, value: Value, at: Range): void {
  const { module, function: owner } = act.frame
  const sink: SinkUse = {
    kind: 'stored-xss',
    by: 'stored-xss',
    cwe: 79,
    name: column.column,
    module,
    function: owner,
    start: at.start,
    end: at.end,
    attack: null,
    doubt: 0,
    isOfChosen: false,
    column,
  }
  for (const taint of deepTaints(act, value))
    if (isOfCaller(taint)) act.hit({ ...taint, cleared: taint.cleared | clearedByOrigin(act, taint.label) }, sink)
}
