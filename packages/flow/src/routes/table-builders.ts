import { definitionsOf } from '../engine/definitions.ts'
import type { Denotation } from '../engine/denotation.ts'
import type { Scope } from '../engine/program.ts'
import type { RouteEffect } from '../facts.ts'
import type { IrClass, IrFunction, Module, Slot } from '../ir/ir.ts'
import { asksByDigest, asksBySecret, asksForPublicRows } from './chosen-rows.ts'
import { BOUNDING_METHODS, type EffectKind } from './database-calls.ts'
import { namedBy } from './nested-path.ts'
import { bringsOne, ONE_ROW } from './one-row.ts'
import { isProven } from './proven-rows.ts'
import { callsGiven } from './query-chains.ts'
import { ROW_WINDOW } from './query-conditions.ts'
import {
  callBehind,
  definitionBehind,
  type FunctionRef,
  parameterBehind,
  placeOfCall,
  positionalArguments,
  type Reader,
  type SeenCall,
  stringAt,
} from './reader.ts'
import { spreadEntries } from './spread-entries.ts'
import { statementOf } from './statements.ts'
import { isUncapped } from './uncapped.ts'
import { CHOSEN, IDENTITY, OWN, type TagReader, type Tags, TENANT, UNCAPPED } from './value-tags.ts'

/**
 * A query builder that the tree has itself: a class whose methods write `SELECT ... FROM ${this.table}` and which is made for a table, as in
 * `from('notes').where({ id }).first()`. What such a chain does is said by its last call, to the rows that the calls before it choose.
 */
export function builderEffect(reader: Reader, call: SeenCall, tags: TagReader): RouteEffect | null {
  const owner = builderOf(reader, call)
  const asked = owner === null ? null : kindOfMethod(reader, call, 0)
  if (owner === null || asked === null) return null
  const ways = waysBehind(reader, { scope: call, slot: call.call.receiver }, owner, call)
  const table = ways.find((way) => way.table !== null)?.table ?? null
  const steps = [...new Set(ways.flatMap((way) => way.steps))]
  const choosing = steps.filter(({ method }) => !ROW_WINDOW.test(method))
  const each = ways.map((way) =>
    way.steps
      .filter((step) => choosing.includes(step))
      .map((step) => chosenBy(reader, step, tags))
      .reduce(join, NOBODY),
  )
  // `.in('id', ids).all()`: the rows that the ids name, one by one.
  const kind = asked === 'read-many' && choosing.some((step) => namesRows(reader, step, tags)) ? 'read-one' : asked
  const isHalfOwn = each.some(({ all, isOwn }) => (all & CHOSEN) !== 0 && !isOwn)
  const chosen = { ...each.reduce(join, NOBODY), ...(isHalfOwn ? { isOwn: false } : {}) }
  const bySecret =
    kind !== 'create' && (asksBySecret(reader, choosing, tags, table) || asksByDigest(reader, choosing, tags) || isProven(reader, call))
  const isPublic = kind.startsWith('read') && asksForPublicRows(reader, choosing)
  const columns = kind.startsWith('read') ? columnsGiven(reader, call) : null
  return {
    kind,
    place: placeOfCall(reader, call),
    of: table,
    ...(columns === null ? {} : { columns }),
    byRequestId: (chosen.all & CHOSEN) !== 0 && !bySecret && !isPublic && kind !== 'create',
    ...(bySecret ? { bySecret } : {}),
    byOwner: chosen.isOwn,
    ...(chosen.isOwn && !chosen.isPersonal ? { ofTenant: true } : {}),
    ...namedBy(chosen.all, chosen.isOwn),
    isBounded: kind !== 'read-many' || steps.some((step) => bounds(reader, step, tags)),
  }
}

interface Builder {
  readonly module: Module
  readonly class: IrClass
  /** Which argument of the constructor is the table. */
  readonly position: number
}

const builders = new WeakMap<IrClass, Builder | null>()

/** The builder whose method a call runs. */
function builderOf(reader: Reader, { callee }: SeenCall): Builder | null {
  if (callee.kind !== 'function' || callee.module.language !== 'javascript') return null
  const owner = callee.module.classes[callee.function.ownerClass]
  if (owner === undefined) return null
  let known = builders.get(owner)
  if (known === undefined) {
    known = readBuilder(reader, callee.module, owner)
    builders.set(owner, known)
  }
  return known
}

const BEFORE_TABLE = /\b(?:FROM|INTO|UPDATE)\s+["`]?$/i

function readBuilder(reader: Reader, module: Module, owner: IrClass): Builder | null {
  const methods = methodsOf(module, owner)
  const fields = new Set(methods.flatMap((method) => tableFields({ module, function: method })))
  for (const field of fields) {
    for (const { scope, slot } of reader.denoter.fieldAssignments(module, owner, field)) {
      const given = parameterBehind(scope, slot)
      if (given === null || !/(?:^|\.)(?:constructor|__init__)$/.test(given.function.name)) continue
      const asked = given.function.parameters[given.index]
      if (asked === undefined) continue
      const position = given.function.parameters.filter(({ slot: own }) => own !== given.function.selfSlot).indexOf(asked)
      if (position >= 0 && methods.some(givesItself)) return { module, class: owner, position }
    }
  }
  return null
}

const methodsOf = (module: Module, owner: IrClass): readonly IrFunction[] =>
  module.functions.filter(({ ownerClass }) => module.classes[ownerClass] === owner)

/** Fields that stand in the place of the table of a statement that a method writes. */
function tableFields(scope: Scope): readonly string[] {
  return scope.function.blocks.flatMap(({ instructions }) =>
    instructions.flatMap((instruction) => {
      if (instruction.op !== 'template') return []
      return instruction.parts.flatMap((part, index) => {
        const before = instruction.parts[index - 1]
        if (typeof part !== 'number' || typeof before !== 'string' || !BEFORE_TABLE.test(before)) return []
        const read = definitionBehind(scope, part)?.instruction
        return read?.op === 'get' && read.object === scope.function.selfSlot ? [read.key] : []
      })
    }),
  )
}

const givesItself = ({ blocks, selfSlot }: IrFunction): boolean =>
  selfSlot >= 0 && blocks.some(({ terminator }) => terminator.op === 'return' && terminator.src === selfSlot)

const DEEPEST = 3

/** What a method asks of the database, itself or through another method of its object; null where it only shapes what is asked. */
function kindOfMethod(reader: Reader, call: SeenCall, depth: number): EffectKind | null {
  const { callee } = call
  if (callee.kind !== 'function' || depth > DEEPEST) return null
  for (const inner of reader.callsIn(callee.function)) {
    const ofSelf = inner.callee.kind === 'function' && inner.callee.function.ownerClass === callee.function.ownerClass
    const kind = statementOf(reader, inner)?.kind ?? (ofSelf ? kindOfMethod(reader, inner, depth + 1) : null)
    if (kind === null) continue
    return kind === 'read-many' && (ONE_ROW.test(call.method) || bringsOne(reader, call)) ? 'read-one' : kind
  }
  return null
}

interface Steps {
  readonly steps: readonly SeenCall[]
  readonly table: string | null
}

interface At {
  readonly scope: FunctionRef
  readonly slot: Slot
}

/**
 * The calls that shape what a call of a builder asks, wherever they stand, and the table that the builder was made for: one answer for each
 * way that there is, as in `ids ? from('notes').in('id', ids) : from('notes').where({ owner })`.
 */
function waysBehind(reader: Reader, at: At | null, owner: Builder, asking: SeenCall, depth = 0): readonly Steps[] {
  if (at === null || depth > LONGEST_CHAIN) return [NOTHING]
  const single = callBehind(reader, at.scope, at.slot)
  const made = single === null ? callsGiven(reader, at.scope, at.slot, 0) : [single]
  if (made.length === 0) return [NOTHING]
  return made.flatMap((one): readonly Steps[] => {
    const beside = onSame(reader, one, at).filter((other) => other !== asking && builderOf(reader, other) === owner)
    if (one.callee.kind === 'class') return [{ steps: beside, table: tableOf(reader, one, owner.position) }]
    const isStep = builderOf(reader, one) === owner
    // `const build = () => { const query = from('notes'); ...; return query }`, `from('notes')`.
    const table = isStep ? null : tableThrough(reader, one, owner)
    const own = isStep || (one.call.args.length > 0 && table === null) ? [one, ...beside] : beside
    const next = isStep ? { scope: one, slot: one.call.receiver } : returnedBy(one.callee)
    return waysBehind(reader, next, owner, asking, depth + 1).map((way) => ({
      steps: [...new Set([...own, ...way.steps])],
      table: table ?? way.table,
    }))
  })
}

const NOTHING: Steps = { steps: [], table: null }

const LONGEST_CHAIN = 30

/** `if (org) query.where({ org })`: the other calls on the value that a call gave, or on the variable that holds it. */
function onSame(reader: Reader, made: SeenCall, { scope, slot }: At): readonly SeenCall[] {
  const held = made.function === scope.function ? variableBehind(scope, slot) : -1
  return reader
    .callsIn(made.function)
    .filter(
      ({ call, ...other }) =>
        call.receiver >= 0 &&
        (callBehind(reader, other, call.receiver)?.call === made.call || (held >= 0 && variableBehind(other, call.receiver) === held)),
    )
}

/** The variable whose value a slot is; -1 for what has no name. */
function variableBehind(scope: FunctionRef, slot: Slot): Slot {
  if (scope.function.names.has(slot)) return slot
  const [only, ...others] = definitionsOf(scope.module, scope.function, slot)
  return only?.kind === 'instruction' && others.length === 0 && only.instruction.op === 'move'
    ? variableBehind(scope, only.instruction.src)
    : -1
}

function returnedBy(callee: Denotation): At | null {
  if (callee.kind !== 'function') return null
  const [only, ...others] = callee.function.blocks.flatMap(({ terminator }) =>
    terminator.op === 'return' && terminator.src >= 0 ? [terminator.src] : [],
  )
  return only === undefined || others.length > 0 ? null : { scope: { module: callee.module, function: callee.function }, slot: only }
}

const TABLE = /^["`]?[\w.]{1,60}["`]?$/

function tableOf(reader: Reader, made: SeenCall, position: number): string | null {
  const slot = positionalArguments(made.call)[position]
  const word = slot === undefined ? null : stringAt(reader, made, slot)
  return word === null || !TABLE.test(word) ? null : word.replace(/["`]/g, '')
}

/** `from('notes')` of `const from = (table) => new Query(table)`. */
function tableThrough(reader: Reader, made: SeenCall, owner: Builder): string | null {
  const returned = returnedBy(made.callee)
  const inner = returned === null ? null : callBehind(reader, returned.scope, returned.slot)
  const slot = inner === null || inner.callee.kind !== 'class' ? undefined : positionalArguments(inner.call)[owner.position]
  const given = inner === null || slot === undefined ? null : parameterBehind(inner, slot)
  return given === null || made.callee.kind !== 'function' || given.function !== made.callee.function
    ? null
    : tableOf(reader, made, given.index)
}

interface Chosen {
  readonly all: Tags
  readonly isOwn: boolean
  readonly isPersonal: boolean
}

const NOBODY: Chosen = { all: 0, isOwn: false, isPersonal: false }

const join = (one: Chosen, other: Chosen): Chosen => ({
  all: one.all | other.all,
  isOwn: one.isOwn || other.isOwn,
  isPersonal: one.isPersonal || other.isPersonal,
})

function chosenBy(reader: Reader, step: SeenCall, tags: TagReader): Chosen {
  const values = step.call.args.flatMap(({ value }) => {
    const entries = definitionBehind(step, value)?.instruction.op === 'dict' ? spreadEntries(reader, step, value).entries : []
    return entries.length === 0
      ? [{ scope: step as Scope, slot: value }]
      : entries.map((entry) => ({ scope: entry.scope, slot: entry.value }))
  })
  return values
    .map(({ scope, slot }) => tags.tags(scope, slot))
    .map((all) => ({ all, isOwn: (all & OWN) !== 0, isPersonal: (all & IDENTITY) !== 0 && (all & TENANT) === 0 }))
    .reduce(join, NOBODY)
}

/** `.in('id', ids)` with ids of the request. */
function namesRows(reader: Reader, step: SeenCall, tags: TagReader): boolean {
  const [column, ids] = positionalArguments(step.call)
  if (column === undefined || ids === undefined || !IN.test(step.method) || (tags.tags(step, ids) & CHOSEN) === 0) return false
  return /^(?:id|uuid|pk)$/i.test(stringAt(reader, step, column) ?? '')
}

const IN = /^(?:where)?_?in$/i

/** `.limit(20)`, `.in('id', ids)`: as many rows as are asked for, and no number that the caller may choose as large as it likes. */
function bounds(reader: Reader, { module, function: fn, call, method, callee }: SeenCall, tags: TagReader): boolean {
  const scope = { module, function: fn }
  const [first] = call.args
  if (IN.test(method)) return true
  if (!BOUNDING_METHODS.has(method) || callee.kind !== 'function') return false
  return first === undefined || !(isUncapped(reader, scope, first.value) || (tags.tags(scope, first.value) & UNCAPPED) !== 0)
}

/** `.all(['id', 'name'])`: the columns that the last call of the chain names; null for whole rows. */
function columnsGiven(reader: Reader, call: SeenCall): readonly string[] | null {
  const [first] = positionalArguments(call.call)
  const list = first === undefined ? undefined : definitionBehind(call, first)
  if (list?.instruction.op !== 'list' || list.instruction.items.length === 0) return null
  const columns = list.instruction.items.map((item) => stringAt(reader, list.scope, item))
  return columns.every((column) => column !== null) ? columns : null
}
