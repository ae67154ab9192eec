import { definitionsOf } from '../engine/definitions.ts'
import type { RouteEffect } from '../facts.ts'
import type { Instruction, Slot } from '../ir/ir.ts'
import { fillsLimit } from './bound-limits.ts'
import { asksByDigest, comparesSecret } from './chosen-rows.ts'
import { LIMITS, readSql, type SqlStatement } from './database-calls.ts'
import { valuesBesideNoted } from './done-by.ts'
import { namedBy } from './nested-path.ts'
import { bringsOne, ONE_ROW } from './one-row.ts'
import { isProven } from './proven-rows.ts'
import { chainOf } from './query-chains.ts'
import { type FunctionRef, nameOf, placeOfCall, type Reader, type SeenCall } from './reader.ts'
import { comparesNumber } from './row-bounds.ts'
import { takesAnyNumber } from './uncapped.ts'
import { CHOSEN, IDENTITY, OWN, type TagReader, type Tags, TENANT, UNCAPPED } from './value-tags.ts'

const statements = new WeakMap<Reader, Map<SeenCall, SqlStatement | null>>()

/** A statement given as text: to `execute`, `query`, `prepare`, or to a function of the tree that passes it on. */
export function statementOf(reader: Reader, call: SeenCall): SqlStatement | null {
  let known = statements.get(reader)
  if (known === undefined) {
    known = new Map()
    statements.set(reader, known)
  }
  let statement = known.get(call)
  if (statement === undefined) {
    statement = readStatement(reader, call)
    known.set(call, statement)
  }
  return statement
}

function readStatement(reader: Reader, call: SeenCall): SqlStatement | null {
  // `new Select('SELECT id FROM vouchers')` of the tree builds a statement and asks nothing.
  if (call.call.isNew && call.callee.kind === 'class') return null
  if (COMPOSES.test(call.name)) return null
  for (const argument of call.call.args) {
    const text = textOf(reader, call, argument.value, 0)
    const statement = text === null ? null : readSql(text)
    if (statement === null) continue
    return statement.kind === 'read-many' && (ONE_ROW.test(call.method) || bringsOne(reader, call))
      ? { ...statement, kind: 'read-one' }
      : statement
  }
  return null
}

/** Makes a part of a statement, which asks nothing. */
const COMPOSES = /^psycopg2?\.sql\.(?:SQL|Composed)$/

export function statementEffect(reader: Reader, call: SeenCall, tags: TagReader, statement: SqlStatement): RouteEffect {
  const later = laterCalls(reader, call)
  let all: Tags = 0
  // `db.prepare(sql).all(id)`: the values come with a later call of the same chain.
  let owned: Tags = 0
  let chosen: Tags = 0
  let isPersonal = false
  for (const one of [call, ...later]) {
    for (const argument of one.call.args) all |= tags.tags(one, argument.value)
    for (const value of valuesBesideNoted(one, one === call ? statement.noted : [])) {
      const given = tags.tags(one, value)
      owned |= given
      isPersonal ||= (given & IDENTITY) !== 0 && (given & TENANT) === 0
    }
    for (const value of valuesBesideNoted(one, one === call ? statement.written : [], statement.places)) chosen |= tags.tags(one, value)
  }
  const takers = reader.callsIn(call.function).filter((one) => one.call.args.some(({ value }) => value === call.call.dst))
  const isOne = [...later, ...takers].some((one) => ONE_ROW.test(one.method))
  const asksAlone = statement.kind !== 'create' && (asksByDigest(reader, [call, ...later], tags) || isProven(reader, later.at(-1) ?? call))
  const bySecret = comparesSecret(statement) || asksAlone
  return {
    kind: statement.kind === 'read-many' && isOne ? 'read-one' : statement.kind,
    place: placeOfCall(reader, call),
    of: statement.table,
    ...(statement.columns === undefined ? {} : { columns: statement.columns }),
    byRequestId: (chosen & CHOSEN) !== 0 && !bySecret && !statement.isCount,
    ...(bySecret ? { bySecret } : {}),
    byOwner: (owned & OWN) !== 0,
    ...((owned & TENANT) !== 0 && !isPersonal ? { ofTenant: true } : {}),
    ...namedBy(all, (owned & OWN) !== 0),
    isBounded:
      (statement.isBounded &&
        !takesAnyNumber(reader, call) &&
        !fillsLimit(reader, call, later) &&
        !(statement.hasOpenLimit && (all & UNCAPPED) !== 0 && !comparesNumber(tags, call))) ||
      statement.kind !== 'read-many' ||
      isOne ||
      isLimitedLater(reader, call),
  }
}

/** A statement that was prepared elsewhere says what is done; how it is run, to how many rows. */
export function preparedEffect(reader: Reader, call: SeenCall, tags: TagReader, statement: SqlStatement | null): RouteEffect | null {
  if (statement === null) return null
  const isOne = statement.kind === 'read-many' && ONE_ROW.test(call.method)
  return statementEffect(reader, call, tags, isOne ? { ...statement, kind: 'read-one' } : statement)
}

function laterCalls(reader: Reader, call: SeenCall): readonly SeenCall[] {
  const found: SeenCall[] = []
  let at = call
  for (let step = 0; step < 6; step += 1) {
    const next = reader.callsIn(call.function).find((one) => one.call.receiver === at.call.dst && one !== at)
    if (next === undefined) break
    found.push(next)
    at = next
  }
  return found
}

/** What the parameters of a function were given, by their slots. */
export type GivenTexts = (slot: Slot) => string | null

const NOTHING_GIVEN: GivenTexts = () => null

/** The text of a statement with its holes left empty, but those that the parameters of its function were given. */
export function textOf(reader: Reader, call: FunctionRef, slot: Slot, depth: number, given = NOTHING_GIVEN): string | null {
  if (depth > 6) return null
  const denoted = reader.denoter.denote(call, slot)
  if (denoted.kind === 'constant') return typeof denoted.value === 'string' ? denoted.value : null
  if (denoted.kind === 'parameter' && denoted.path === '' && denoted.function === call.function)
    return given(denoted.function.parameters[denoted.index]?.slot ?? -1)
  for (const definition of definitionsOf(call.module, call.function, slot)) {
    if (definition.kind !== 'instruction') continue
    const { instruction } = definition
    if (instruction.op === 'template')
      return instruction.parts
        .map((part) =>
          typeof part === 'string' ? part : (fragmentOf(reader, call, part, depth + 1) ?? textOf(reader, call, part, 6, given) ?? '?'),
        )
        .join('')
    if (instruction.op === 'binary' && (instruction.operator === '+' || instruction.operator === '%')) {
      const left = textOf(reader, call, instruction.left, depth + 1, given)
      return left === null
        ? null
        : `${left}${instruction.operator === '+' ? (textOf(reader, call, instruction.right, depth + 1, given) ?? '?') : ''}`
    }
    if (instruction.op === 'move') return textOf(reader, call, instruction.src, depth + 1, given)
    if (instruction.op === 'call') {
      if (instruction.method === 'format' && instruction.receiver >= 0) return textOf(reader, call, instruction.receiver, depth + 1)
      const first = instruction.args[0]
      const name = nameOf(reader.seenCall(instruction)?.callee ?? { kind: 'unknown' })
      // `text(sql)` of SQLAlchemy, `sql.SQL(sql)` of psycopg.
      if (first !== undefined && (/(?:^|\.)text$/.test(name) || COMPOSES.test(name))) return textOf(reader, call, first.value, depth + 1)
    }
  }
  return null
}

/** The text of a fragment that stands in a hole of a statement: sql`LIMIT ${size}`, or what a function of the tree gives that makes one. */
function fragmentOf(reader: Reader, scope: FunctionRef, slot: Slot, depth: number): string | null {
  if (depth > 4) return null
  const [only, ...others] = definitionsOf(scope.module, scope.function, slot)
  if (only?.kind !== 'instruction' || others.length > 0) return null
  const { instruction } = only
  if (instruction.op === 'move' || instruction.op === 'await') return fragmentOf(reader, scope, instruction.src, depth + 1)
  if (instruction.op !== 'call' || scope.module.language !== 'javascript') return null
  const tagged = taggedTemplate(scope, instruction)
  if (tagged >= 0) return textOf(reader, scope, tagged, depth + 1)
  const { callee } = reader.seenCall(instruction) ?? { callee: null }
  if (callee?.kind !== 'function') return null
  const returned = callee.function.blocks.flatMap(({ terminator }) => (terminator.op === 'return' ? [terminator.src] : []))
  return returned.length === 1 && returned[0] !== undefined ? fragmentOf(reader, callee, returned[0], depth + 1) : null
}

/** The template that a tag is called with; -1 for other calls. */
function taggedTemplate(scope: FunctionRef, { args }: Extract<Instruction, { op: 'call' }>): Slot {
  const [first, ...values] = args
  const made = first === undefined ? undefined : definitionsOf(scope.module, scope.function, first.value)[0]
  if (first === undefined || made?.kind !== 'instruction' || made.instruction.op !== 'template') return -1
  const holes = made.instruction.parts.filter((part) => typeof part === 'number')
  return holes.length === values.length && values.every(({ value }, index) => value === holes[index]) ? first.value : -1
}

/** `db.many(sql`SELECT ...`)`: what is asked is the statement that another call has made. */
export function isGivenStatement(reader: Reader, call: SeenCall): boolean {
  return call.call.args.some(({ value }) => {
    const [only, ...others] = definitionsOf(call.module, call.function, value)
    if (only?.kind !== 'instruction' || others.length > 0 || only.instruction.op !== 'call') return false
    const made = reader.seenCall(only.instruction)
    return made !== undefined && statementOf(reader, made) !== null
  })
}

/**
 * `statement().say`SELECT ...`.say`LIMIT 500``, `query.add('LIMIT :most')`, `query.page(page, size)` of a builder of the tree that writes it: the
 * limit is said by a later call on the same builder.
 */
function isLimitedLater(reader: Reader, call: SeenCall): boolean {
  return reader
    .callsIn(call.function)
    .some(
      (other) =>
        other !== call &&
        other.call.receiver >= 0 &&
        (other.call.args.some(({ value }) => LIMITS.test(textOf(reader, other, value, 0) ?? '')) || writesLimit(reader, other)) &&
        chainOf(reader, other).calls.includes(call),
    )
}

/** A short method of a builder that adds the limit to the text which it keeps. */
function writesLimit(reader: Reader, { callee }: SeenCall): boolean {
  if (callee.kind !== 'function' || callee.function.ownerClass < 0) return false
  const text = reader.textOf(callee.module.file).slice(callee.function.start, callee.function.end)
  return text.length < LONGEST_METHOD && /['"`]\s*LIMIT\b/i.test(text)
}

const LONGEST_METHOD = 800
