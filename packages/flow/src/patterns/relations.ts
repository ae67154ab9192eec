import { functionAt, type Scope } from '../engine/program.ts'
import type { Instruction, Slot } from '../ir/ir.ts'
import { nameOf, type Reader, stringAt } from '../routes/reader.ts'

/** A field of a model behind which a table of its own stands. */
export interface Relation {
  readonly name: string
  readonly isMany: boolean
}

const DJANGO_ONE = /^django\.db\.models(?:\.\w+)*\.(?:ForeignKey|OneToOneField)\(\)$/
const DJANGO_MANY = /^django\.db\.models(?:\.\w+)*\.ManyToManyField\(\)$/
const SQLALCHEMY = /^sqlalchemy\.orm(?:\.\w+)?\.relationship\(\)$|SQLAlchemy\(\)\.relationship\(\)$/
/** Rows behind a relation that a query brings along. */
export const FETCHED =
  /(?:select_related|prefetch_related|joinedload|selectinload|subqueryload|contains_eager|immediateload|Prefetch|prefetch)\s*\(/
/** What the row itself holds, or what the rows fetched along hold. */
const KEY_ONLY = /^(?:pk|_id|id__)$/

/** The names of relations that the models of the tree declare, with the names of their way back. */
export function relationsOf(reader: Reader): ReadonlyMap<string, Relation> {
  const found = new Map<string, Relation>()
  for (const module of reader.program.modules) {
    if (module.language !== 'python') continue
    for (const owner of module.classes) {
      const body = { module, function: functionAt(module, owner.body) }
      for (const member of owner.members) {
        if (member.kind !== 'field' || member.slot < 0) continue
        const denoted = reader.denoter.denote(body, member.slot)
        const name = nameOf(denoted)
        const isOne = DJANGO_ONE.test(name)
        if (!isOne && !DJANGO_MANY.test(name) && !SQLALCHEMY.test(name)) continue
        const call = denoted.kind === 'library' && denoted.origin !== null ? denoted.origin : null
        const named = call?.call.args.find(
          (argument) => argument.kind === 'named' && (argument.name === 'related_name' || argument.name === 'lazy'),
        )
        const value = call === null || named === undefined ? null : stringAt(reader, call, named.value)
        if (SQLALCHEMY.test(name)) {
          if (value === null || value === 'select') found.set(member.name, { name: member.name, isMany: false })
          continue
        }
        found.set(member.name, { name: member.name, isMany: !isOne })
        const back = value ?? `${owner.name.toLowerCase()}_set`
        if (!back.endsWith('+')) found.set(back, { name: back, isMany: true })
      }
    }
  }
  return found
}

/** A row behind a relation is fetched when something of it is read; rows behind one when they are counted or listed. */
export function asks(
  reader: Reader,
  scope: Scope,
  instructions: readonly Instruction[],
  read: Extract<Instruction, { op: 'get' }>,
  { isMany }: Relation,
): boolean {
  const held = heldBy(instructions, read.dst)
  // Rows behind a relation of SQLAlchemy are a list.
  if (!isMany && scope.function.blocks.some(({ terminator }) => terminator.op === 'next' && held.has(terminator.iterable))) return true
  return instructions.some((one) => {
    if (one.op === 'get') return !isMany && held.has(one.object) && !KEY_ONLY.test(one.key)
    if (one.op === 'call') {
      if (!held.has(one.receiver))
        return !isMany && one.args.some(({ value }) => held.has(value)) && nameOf(reader.denoter.denote(scope, one.callee)) === 'str'
      return isMany
        ? /^(?:all|count|filter|exclude|exists|first|last|aggregate|values|values_list|order_by|latest|get)$/.test(one.method)
        : true
    }
    return false
  })
}

function heldBy(instructions: readonly Instruction[], slot: Slot): ReadonlySet<Slot> {
  const held = new Set<Slot>([slot])
  for (const one of instructions) if (one.op === 'move' && held.has(one.src)) held.add(one.dst)
  return held
}

/** The relation of that name; one whose model is out of sight shows by what only a manager of Django can do: `order.lines.all()`. */
export function relationNamed(
  relations: ReadonlyMap<string, Relation>,
  instructions: readonly Instruction[],
  { key, dst }: Extract<Instruction, { op: 'get' }>,
): Relation | undefined {
  const known = relations.get(key)
  if (known !== undefined) return known
  const held = heldBy(instructions, dst)
  const isManager = instructions.some(
    (one) =>
      one.op === 'call' &&
      held.has(one.receiver) &&
      (/^(?:all|exists)$/.test(one.method)
        ? one.args.length === 0
        : /^(?:filter|exclude)$/.test(one.method) && one.args.length > 0 && one.args.every(({ kind }) => kind === 'named')),
  )
  return isManager ? { name: key, isMany: true } : undefined
}
