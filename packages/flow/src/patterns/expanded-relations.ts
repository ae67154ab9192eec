import { functionAt } from '../engine/program.ts'
import type { IrClass, Module } from '../ir/ir.ts'
import { classField, viewBases } from '../routes/class-views.ts'
import { nameOf, type Reader, type SlotRef } from '../routes/reader.ts'
import type { PatternContext } from './context.ts'
import { DJANGO_USER, type ModelFields } from './meta-fields.ts'
import type { SecretTables } from './secret-tables.ts'

const RELATION = /^django\.db\.models(?:\.\w+)*\.(?:ForeignKey|OneToOneField|ManyToManyField)\(\)$/
/** The user of the project, whichever class the settings name. */
const ANY_USER = /^django\.conf\.settings\.AUTH_USER_MODEL$/
const OWN_USER = /^django\.contrib\.auth\.(?:models|base_user)\.Abstract\w*User$/

/** `depth = 1`: behind each relation that the serializer does not spell out, every column of the row is answered. */
export function expandedSecret({ reader, emit }: PatternContext, tables: SecretTables, fields: ModelFields): void {
  const { depth, owner, model } = fields
  const levels = depth === null ? null : reader.denoter.denote(depth.scope, depth.slot)
  if (depth === null || levels?.kind !== 'constant' || typeof levels.value !== 'number' || levels.value < 1) return
  for (const { name, column, path } of secretsBehind(reader, tables, model, levels.value)) {
    if (fields.names !== null && !fields.names.includes(name)) continue
    if (fields.leftOut.includes(name) || classField(reader, owner.module, owner.class, name) !== null) continue
    const { start, end } = placeOf(depth)
    emit(depth.scope, start, end, {
      kind: 'sensitive-response-pattern',
      cwe: 201,
      message: `${owner.class.name} answers every column of ${path} of ${model}, ${column} among them`,
      details: { column },
      confidence: 'medium',
    })
    return
  }
}

function placeOf({ scope, slot }: SlotRef): { readonly start: number; readonly end: number } {
  const found = scope.function.blocks.flatMap(({ instructions }) => instructions).find((one) => 'dst' in one && one.dst === slot)
  return { start: found?.start ?? scope.function.start, end: found?.end ?? scope.function.start + 1 }
}

interface Related {
  readonly name: string
  readonly column: string
  /** The relations that lead there: `horse.owner`. */
  readonly path: string
}

const MOST_LEVELS = 10

/** Relations of a model to rows with a secret column, as far as the serializer goes; named by the first of them. */
function secretsBehind(reader: Reader, tables: SecretTables, model: string, levels: number): readonly Related[] {
  return reader.program.modules.flatMap((module) =>
    module.classes
      .filter(({ name }) => name === model)
      .flatMap((owner) => secretsOf(reader, tables, module, owner, Math.min(levels, MOST_LEVELS), new Set([owner]))),
  )
}

function secretsOf(
  reader: Reader,
  tables: SecretTables,
  module: Module,
  owner: IrClass,
  levels: number,
  seen: ReadonlySet<IrClass>,
): readonly Related[] {
  return owner.members.flatMap(({ kind, name, slot }): readonly Related[] => {
    const to = kind === 'field' && slot >= 0 ? relatedBehind(reader, module, owner, slot) : null
    if (to === null) return []
    const column = to === 'user' ? 'password' : columnOf(reader, tables, to.module, to.class)
    if (column !== null) return [{ name, column, path: name }]
    if (to === 'user' || levels < 2 || seen.has(to.class)) return []
    const further = secretsOf(reader, tables, to.module, to.class, levels - 1, new Set([...seen, to.class]))
    return further.map((each) => ({ name, column: each.column, path: `${name}.${each.path}` }))
  })
}

/** The class that a relation leads to; `user` where it is the user of the project, whichever class that is. */
function relatedBehind(
  reader: Reader,
  module: Module,
  owner: IrClass,
  slot: number,
): { readonly module: Module; readonly class: IrClass } | 'user' | null {
  const scope = { module, function: functionAt(module, owner.body) }
  const field = reader.denoter.denote(scope, slot)
  if (field.kind !== 'library' || !RELATION.test(field.name) || field.origin === null) return null
  const to = reader.denoter.argument(field.origin, field.origin.call, 0, 'to')
  if (to === null) return null
  if (ANY_USER.test(nameOf(to)) || DJANGO_USER.test(nameOf(to))) return 'user'
  if (to.kind === 'class') return to
  if (to.kind !== 'constant' || typeof to.value !== 'string') return null
  if (to.value === 'auth.User') return 'user'
  const name = to.value.slice(to.value.lastIndexOf('.') + 1)
  for (const other of reader.program.modules) {
    const found = other.classes.find((candidate) => candidate.name === name)
    if (found !== undefined) return { module: other, class: found }
  }
  return null
}

function columnOf(reader: Reader, tables: SecretTables, module: Module, owner: IrClass): string | null {
  return viewBases(reader, module, owner).some((name) => OWN_USER.test(name)) ? 'password' : tables.columnOf(owner.name)
}
