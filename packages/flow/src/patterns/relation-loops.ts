import { definitionsOf } from '../engine/definitions.ts'
import { functionAt, type Scope } from '../engine/program.ts'
import type { BlockIndex, Instruction, Slot } from '../ir/ir.ts'
import { definitionBehind, isServed, nameOf, type Reader, stringAt } from '../routes/reader.ts'
import { createTagReader } from '../routes/value-tags.ts'
import type { PatternContext } from './context.ts'
import { loopBody } from './loops.ts'
import { isQueryResult } from './query-results.ts'

/** A field of a model behind which a table of its own stands. */
interface Relation {
  readonly name: string
  readonly isMany: boolean
}

const DJANGO_ONE = /^django\.db\.models(?:\.\w+)*\.(?:ForeignKey|OneToOneField)\(\)$/
const DJANGO_MANY = /^django\.db\.models(?:\.\w+)*\.ManyToManyField\(\)$/
const SQLALCHEMY = /^sqlalchemy\.orm(?:\.\w+)?\.relationship\(\)$|SQLAlchemy\(\)\.relationship\(\)$/
const FETCHED =
  /(?:select_related|prefetch_related|joinedload|selectinload|subqueryload|contains_eager|immediateload|Prefetch|prefetch)\s*\(/
/** A manager of Django asks when the loop begins, whatever its last method is. */
const QUERY = /\.objects\s*\.\s*\w+\s*\(/
/** What the row itself holds, or what the rows fetched along hold. */
const KEY_ONLY = /^(?:pk|_id|id__)$/

/** One query for each row, hidden behind an attribute: `album.tracks.count()`, `post.author.name` in a loop over what a query gave. */
export function relationLoops(context: PatternContext): void {
  const { reader } = context
  const relations = relationsOf(reader)
  if (relations.size === 0) return
  for (const module of reader.program.modules) {
    if (module.language !== 'python' || !isServed(reader, module.file)) continue
    for (const fn of module.functions) {
      const scope = { module, function: fn }
      fn.blocks.forEach(({ terminator }, header) => {
        if (terminator.op !== 'next') return
        const text = queryText(reader, scope, terminator.iterable)
        if (FETCHED.test(text)) return
        if (!QUERY.test(text) && !isQueryResult(context, scope, terminator.iterable, createTagReader(reader, new Map()))) return
        readBody(context, scope, { header, body: terminator.body, item: terminator.dst }, relations)
      })
    }
  }
}

/** The names of relations that the models of the tree declare, with the names of their way back. */
function relationsOf(reader: Reader): ReadonlyMap<string, Relation> {
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

interface Loop {
  readonly header: BlockIndex
  readonly body: BlockIndex
  readonly item: Slot
}

function readBody(context: PatternContext, scope: Scope, { header, body, item }: Loop, relations: ReadonlyMap<string, Relation>): void {
  const inside = loopBody(scope.function, body, header)
  const items = new Set<Slot>([item])
  const instructions = [...inside].flatMap((index) => scope.function.blocks[index]?.instructions ?? [])
  for (const one of instructions) if (one.op === 'move' && items.has(one.src)) items.add(one.dst)
  for (const one of instructions) {
    if (one.op !== 'get' || !items.has(one.object)) continue
    const relation = relations.get(one.key)
    if (relation === undefined || !asks(context.reader, scope, instructions, one, relation)) continue
    context.emit(scope, one.start, one.end, {
      kind: 'n-plus-one',
      cwe: 1049,
      message: `${one.key} is asked for with a query of its own for each row of another query`,
      details: { of: one.key },
      confidence: 'medium',
    })
  }
}

/** A row behind a relation is fetched when something of it is read; rows behind one when they are counted or listed. */
function asks(
  reader: Reader,
  scope: Scope,
  instructions: readonly Instruction[],
  read: Extract<Instruction, { op: 'get' }>,
  { isMany }: Relation,
): boolean {
  const held = new Set<Slot>([read.dst])
  for (const one of instructions) if (one.op === 'move' && held.has(one.src)) held.add(one.dst)
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

/** The source of a query with that of the functions that make it. */
function queryText(reader: Reader, scope: Scope, slot: Slot, depth = 0): string {
  if (depth > 6) return ''
  const behind = definitionBehind(scope, slot)
  if (behind === null)
    return definitionsOf(scope.module, scope.function, slot)
      .map((definition) =>
        definition.kind === 'instruction' && definition.instruction.op === 'move'
          ? queryText(reader, scope, definition.instruction.src, depth + 1)
          : '',
      )
      .join(' ')
  const { instruction, scope: at } = behind
  const own = reader.textOf(at.module.file).slice(instruction.start, instruction.end)
  if (instruction.op === 'slice' || instruction.op === 'index' || instruction.op === 'get')
    return `${own} ${queryText(reader, at, instruction.object, depth + 1)}`
  if (instruction.op !== 'call') return own
  const call = reader.seenCall(instruction)
  const inner = [instruction.receiver, ...instruction.args.map(({ value }) => value)].map((next) =>
    next < 0 ? '' : queryText(reader, at, next, depth + 1),
  )
  const callee =
    call?.callee.kind === 'function'
      ? reader.textOf(call.callee.module.file).slice(call.callee.function.start, call.callee.function.end)
      : ''
  return [own, callee, ...inner].join(' ')
}
