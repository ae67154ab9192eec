import type { Denotation } from '../engine/denotation.ts'
import { entryOf, isConstant, nameOf, type Reader, type SeenCall, stringsOf } from '../routes/reader.ts'
import type { SecretTables } from './secret-tables.ts'

/** A related row that a query brings along with every column, one with a secret among them. */
export interface JoinedSecret {
  readonly field: string
  readonly table: string
  readonly column: string
}

/**
 * `Listing.findById(id).populate('seller')`, `findOne({ relations: ['seller'] })`, `findAll({ include: [User] })`, `include: { seller: true }`:
 * behind the relation every column is read, unless its own fields are chosen.
 */
export function joinedSecret(
  reader: Reader,
  tables: SecretTables,
  calls: readonly SeenCall[],
  of: string,
  isPlain: boolean,
): JoinedSecret | null {
  for (const { field, table } of calls.flatMap((call) => joinedBy(reader, call, of))) {
    const column = tables.columnOf(table, isPlain)
    if (column !== null) return { field, table, column }
  }
  return null
}

interface Joined {
  readonly field: string
  readonly table: string
}

function joinedBy(reader: Reader, call: SeenCall, of: string): readonly Joined[] {
  const [first, second] = call.call.args.map(({ value }) => reader.denoter.denote(call, value))
  const related = (names: readonly string[]): readonly Joined[] =>
    names.flatMap((name) => name.split(/\s+/)).map((field) => ({ field, table: targetOf(reader, of, field) ?? field }))
  if (call.method === 'populate') return first === undefined || second !== undefined ? [] : related(populated(first))
  if (first?.kind !== 'dict') return []
  return [
    ...related(wholeNames(entryOf(first, 'relations'))),
    ...related(wholeNames(entryOf(first, 'include'))),
    ...includedModels(entryOf(first, 'include')),
  ]
}

/** `'seller'`, `['seller', 'bids']`, `{ path: 'seller' }` without `select`. */
function populated(given: Denotation): readonly string[] {
  if (given.kind !== 'dict') return stringsOf(given)
  const path = given.entries.get('path')
  return path === undefined || given.entries.has('select') || !given.isComplete ? [] : stringsOf(path)
}

/** `['seller']`, `{ seller: true }`. */
function wholeNames(given: Denotation | undefined): readonly string[] {
  if (given?.kind === 'list') return stringsOf(given)
  if (given?.kind !== 'dict') return []
  return [...given.entries].flatMap(([name, value]) => (isConstant(value, true) ? [name] : []))
}

/** `[User]`, `[{ model: User }]`, `User` of Sequelize. */
function includedModels(given: Denotation | undefined): readonly Joined[] {
  if (given?.kind === 'list') return given.items.flatMap(includedModels)
  const model = given?.kind === 'dict' && !given.entries.has('attributes') && given.isComplete ? given.entries.get('model') : given
  return model?.kind === 'class' ? [{ field: model.class.name, table: model.class.name }] : []
}

/** The table behind a relation: `ref: 'Keeper'` of a schema, the type of a field of an entity. */
function targetOf(reader: Reader, of: string, field: string): string | null {
  for (const call of reader.calls) {
    if (!/^mongoose\.(?:Mongoose\(\)\.)?model$/.test(call.name) || !isConstant(reader.denoter.argument(call, call.call, 0), of)) continue
    const schema = reader.denoter.argument(call, call.call, 1)
    const site = schema?.kind === 'library' && /\.Schema\(\)$/.test(nameOf(schema)) ? schema.origin : null
    const given = site === null ? null : entryOf(reader.denoter.argument(site, site.call, 0), field)
    const ref = entryOf((given?.kind === 'list' ? given.items[0] : given) ?? null, 'ref')
    if (ref?.kind === 'constant' && typeof ref.value === 'string') return ref.value
  }
  for (const { classes } of reader.program.modules) {
    const type = classes.find(({ name }) => name === of)?.members.find(({ name }) => name === field)?.type
    if (type !== null && type !== undefined) return type.args[0]?.name ?? type.name
  }
  return null
}
