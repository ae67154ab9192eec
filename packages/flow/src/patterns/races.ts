import type { Scope } from '../engine/program.ts'
import type { RouteEffect } from '../facts.ts'
import type { Instruction, IrFunction, Slot } from '../ir/ir.ts'
import { operandsOf } from '../routes/comes-from.ts'
import { effectOf } from '../routes/effects.ts'
import { callBehind, definitionBehind, isServed, type Reader, type SeenCall, stringAt, textAt } from '../routes/reader.ts'
import { createTagReader, type TagReader } from '../routes/value-tags.ts'
import type { PatternContext } from './context.ts'
import { rowAsked, tableTold } from './made-rows.ts'
import { isAskedAgain, isGivenRest, isMarkedLater, sumsAsked } from './spent-later.ts'
import { declaresUnique } from './unique-columns.ts'

/** Look, then make: two requests at once pass the look together. */
export function checkThenAct(context: PatternContext): void {
  if (declaresUnique(context.reader.program, context.reader.textOf, '')) return
  for (const { fact, handler } of context.routes) {
    if (handler === null) continue
    const create = fact.effects.find((effect) => effect.kind === 'create' && effect.of !== null)
    const look =
      create === undefined
        ? undefined
        : fact.effects.find(
            (effect, index) =>
              effect.kind === 'read-one' &&
              // What is read back after it was made is no look.
              index < fact.effects.indexOf(create) &&
              !COUNTS.test(effect.place.snippet) &&
              effect.of === create.of &&
              effect.place.line < create.place.line &&
              effect.place.file === create.place.file,
          )
    if (create === undefined || look === undefined) continue
    // One thread without a wait in between lets no other request in.
    if (handler.module.language === 'javascript' && waitsOf(handler).length === 0) continue
    const isProtected =
      handler.function.blocks.some((block) => block.handler !== -1) ||
      context.reader
        .callsIn(handler.function)
        .some((call) => /transaction|atomic|begin|lock|upsert|get_or_create|with_for_update|select_for_update/i.test(call.method)) ||
      MAKES_ONCE.test(textAt(context.reader, handler.module, handler.function.start, handler.function.end, 20_000)) ||
      holdsWhereMade(context, create.place)
    if (!isProtected)
      context.emit(handler, handler.function.start, handler.function.end, {
        kind: 'check-then-act',
        cwe: 362,
        message: `${create.of ?? 'a row'} is looked up and then made, with nothing that holds two requests apart`,
        details: { of: create.of ?? '', route: `${fact.method} ${fact.path}` },
        confidence: 'low',
      })
  }
}

/** The function of a service in which both are done may hold them together itself: a transaction, a lock, a table that takes one alone. */
function holdsWhereMade({ reader }: PatternContext, { file, line }: RouteEffect['place']): boolean {
  const module = reader.program.moduleByFile.get(file)
  const at = module?.lineStarts[line - 1]
  if (module === undefined || at === undefined) return false
  const text = reader.textOf(file)
  return module.functions.some(({ kind, start, end }) => {
    if (kind === 'module' || kind === 'class-body' || start > at || end < at) return false
    const body = text.slice(start, Math.min(end, start + 20_000))
    return isHeldApart(body) || MAKES_ONCE.test(body)
  })
}

/** How many there are is asked for a quota, of which one more is no harm. */
const COUNTS = /\bcount(?:All|Documents|_documents|_all)?\s*(?:<\w+>)?\s*\(/i
/** The table itself holds two requests apart: the second of them makes nothing. */
export const MAKES_ONCE =
  /\bON\s+CONFLICT\b|\bINSERT\s+(?:OR\s+)?IGNORE\b|\bonConflict\w*\(|\bon_conflict_do_\w+\(|\bon_duplicate_key_update\(|\b(?:skipDuplicates|ignoreDuplicates|ignore_conflicts)\b/i

/** What can be spent or taken once: a field that is asked before it is changed. */
export const SPENDABLE =
  /^(?:is_?)?(?:used|used_?(?:by|at|count)|redeemed\w*|claimed\w*|consumed\w*|spent|(?:balance|credits?)(?:_(?:cents|pence|minor|amount))?|cents|amount|stock|quantity|qty|remaining|left|\w+_?left|seats|available\w*|inventory|points|uses|tickets|capacity|funds|wallet|voted|paid(?:_?(?:at|out))?|refunded(?:_?at)?|settled(?:_?at)?|withdrawn(?:_?at)?)$/i
const HELD_APART =
  /transaction|atomic|\bbegin\b|(?<![bc])lock(?!down)|mutex|semaphore|serializable|for update|with_for_update|select_for_update|\$inc|findOneAndUpdate|find_one_and_update/i

/** Whether a function holds requests apart, or leaves the sum to the database: `F('seats') - 1`. */
export const isHeldApart = (text: string): boolean => HELD_APART.test(text) || /\bF\(/.test(text)

/** A balance, a stock, a coupon that is asked, and changed after a wait: two requests pass the question together. */
export function spentTwice(context: PatternContext): void {
  for (const fn of context.handlers) {
    const module = moduleOf(context, fn)
    if (module === undefined || !isServed(context.reader, module.file)) continue
    inspect(context, { module, function: fn })
  }
}

const owners = new WeakMap<PatternContext, Map<IrFunction, Scope['module']>>()

export function moduleOf(context: PatternContext, fn: IrFunction): Scope['module'] | undefined {
  let known = owners.get(context)
  if (known === undefined) {
    known = new Map()
    for (const module of context.reader.program.modules) for (const one of module.functions) known.set(one, module)
    owners.set(context, known)
  }
  return known.get(fn)
}

function inspect(context: PatternContext, scope: Scope): void {
  const asked = questions(context, scope)
  const sums = scope.function.blocks.flatMap(({ terminator }) =>
    terminator.op === 'branch' ? sumsAsked(context.reader, scope, terminator.condition, (name) => SPENDABLE.test(name)) : [],
  )
  if ((asked.length === 0 && sums.length === 0) || isHeldApart(textOfFunction(context, scope))) return
  const tags = createTagReader(context.reader, new Map())
  const waits = waitsOf(scope)
  const later = calledBackLater(context, scope)
  const told = (at: Instruction, field: string, of: string, changed?: SeenCall): void =>
    context.emit(scope, at.start, at.end, {
      kind: 'check-then-act',
      cwe: 362,
      message: `${field === '' ? 'a row' : field} is asked before a wait and changed after it, with nothing that holds two requests apart`,
      details: { field, of },
      confidence: 'medium',
      ...(changed === undefined
        ? {}
        : { about: { scope: changed, start: changed.call.start, end: changed.call.end, note: 'where it is changed' } }),
    })
  for (const change of [scope, ...later.map(({ body }) => body)].flatMap((one) => changesIn(context, one, tags))) {
    const { call, kinds, tables, text } = change
    const isCalledBack = call.function !== scope.function
    if (MAKES_ONCE.test(text) && !/\bDO\s+UPDATE\b/i.test(text)) continue
    for (const question of asked) {
      if (question.at.start >= call.call.start) continue
      const isAfterWait =
        question.isAnswer ||
        (isCalledBack
          ? later.some(({ body, at }) => body.function === call.function && at > question.at.start)
          : waits.some((at) => at > question.at.start && at <= call.call.end))
      if (!isAfterWait) continue
      const spends =
        question.field === ''
          ? kinds.has('create') && tables.some((table) => question.tables.has(table))
          : (kinds.has('update') || kinds.has('delete')) && new RegExp(`\\b${question.field}\\b`).test(text)
      // A condition of the statement itself asks again, in one step with the change.
      if (!spends || (question.field !== '' && isAskedAgain(text, question.field))) continue
      told(question.at, question.field, tables[0] ?? '', call)
      return
    }
    const rest = sums.find(({ at, slot }) => at.start < call.call.start && kinds.has('update') && isGivenRest(scope, call.call.args, slot))
    if (rest !== undefined && !isCalledBack && waits.length > 0) {
      told(rest.at, rest.name, tables[0] ?? '', call)
      return
    }
  }
  const marked = asked.find((question) => isMarkedLater(context.reader, scope, question, waits))
  if (marked !== undefined) told(marked.at, marked.field, '')
}

/** A call that changes rows, itself or in the function of the tree that it calls. */
interface Change {
  readonly call: SeenCall
  readonly kinds: ReadonlySet<RouteEffect['kind']>
  readonly tables: readonly string[]
  /** Where the names of the changed fields stand. */
  readonly text: string
}

function changesIn(context: PatternContext, scope: Scope, tags: TagReader): readonly Change[] {
  const { reader } = context
  return reader.callsIn(scope.function).flatMap((call): readonly Change[] => {
    const own = effectOf(reader, call, tags)
    if (own !== null)
      return CHANGES.has(own.kind)
        ? [
            {
              call,
              kinds: new Set([own.kind]),
              tables: own.of === null ? [] : [own.of],
              text: textAt(reader, call.module, call.call.start, call.call.end, 400),
            },
          ]
        : []
    if (call.callee.kind !== 'function') return []
    const { module, function: fn } = call.callee
    const text = reader.textOf(module.file).slice(fn.start, fn.end)
    if (text.length > LONGEST_STATEMENT || isHeldApart(text)) return []
    const told = toldIn(reader, fn)
    if (told !== null) return [{ call, kinds: new Set(['create']), tables: [told.table], text: `${text}\n${told.text}` }]
    const inside = reader.callsIn(fn).flatMap((one) => effectOf(reader, one, tags) ?? [])
    const changes = inside.filter(({ kind }) => CHANGES.has(kind))
    return changes.length === 0 || changes.length < inside.length
      ? []
      : [{ call, kinds: new Set(changes.map(({ kind }) => kind)), tables: changes.flatMap(({ of }) => of ?? []), text }]
  })
}

/** The table that a function of the tree is told to make a row in, with the source of that function: what it says may hold two requests apart. */
function toldIn(reader: Reader, fn: IrFunction): { readonly table: string; readonly text: string } | null {
  for (const one of reader.callsIn(fn)) {
    const table = tableTold(reader, one)
    if (table !== null && one.callee.kind === 'function')
      return { table, text: reader.textOf(one.callee.module.file).slice(one.callee.function.start, one.callee.function.end) }
  }
  return null
}

const CHANGES: ReadonlySet<RouteEffect['kind']> = new Set<RouteEffect['kind']>(['update', 'delete', 'create'])
/** A function that does more than make one change is looked at by itself. */
const LONGEST_STATEMENT = 600

/** Run before the call that is given them returns. */
const RUNS_AT_ONCE =
  /^(?:map|forEach|filter|flatMap|reduce|reduceRight|some|every|find\w*|sort|toSorted|replace|replaceAll|from|transaction|each)$/

/** Functions written in place that run once something else is done: `setTimeout(() => ...)`, `print(label, (err) => ...)`. */
function calledBackLater(
  { reader }: PatternContext,
  { module, function: fn }: Scope,
): readonly { readonly body: Scope; readonly at: number }[] {
  if (module.language !== 'javascript') return []
  return reader.callsIn(fn).flatMap((call) =>
    RUNS_AT_ONCE.test(call.method)
      ? []
      : call.call.args.flatMap(({ value }) => {
          const given = reader.denoter.denote(call, value)
          const isInline = given.kind === 'function' && given.module === module && given.function.parent === fn.index
          return isInline ? [{ body: { module, function: given.function }, at: call.call.start }] : []
        }),
  )
}

function textOfFunction({ reader }: PatternContext, { module, function: fn }: Scope): string {
  return reader.textOf(module.file).slice(fn.start, fn.end)
}

interface Question {
  readonly field: string
  /** Tables whose rows the answer comes from. */
  readonly tables: ReadonlySet<string>
  readonly at: Instruction
  /** Whether a callback asks it of the row that it was waiting for. */
  readonly isAnswer: boolean
}

/** Conditions on a field that can be spent, or on whether a row is there at all. */
function questions(context: PatternContext, scope: Scope): readonly Question[] {
  const found: Question[] = []
  for (const block of scope.function.blocks) {
    if (block.terminator.op !== 'branch') continue
    const open: Slot[] = [block.terminator.condition]
    for (let step = 0; step < 24 && open.length > 0; step += 1) {
      const behind = definitionBehind(scope, open.pop() ?? -1)
      if (behind === null || behind.scope.function !== scope.function) continue
      const { instruction } = behind
      const key =
        instruction.op === 'get'
          ? instruction.key
          : instruction.op === 'index'
            ? (stringAt(context.reader, scope, instruction.index) ?? '')
            : ''
      if (SPENDABLE.test(key) && !isOfRequest(context, scope, instruction)) {
        const isAnswer = 'object' in instruction && isCalledBackWith(context, scope, instruction.object)
        found.push({ field: key, tables: new Set(), at: instruction, isAnswer })
      } else if (instruction.op === 'call') {
        const table = existenceOf(context, instruction)
        if (table !== null && isRefusedTwice(context, scope, block.terminator.end))
          found.push({ field: '', tables: new Set([table]), at: instruction, isAnswer: false })
      } else for (const operand of operandsOf(instruction)) open.push(operand)
    }
  }
  return found
}

/** `if (claimed) throw conflict('Already claimed')`: what is there already is an answer of its own. */
export function isRefusedTwice({ reader }: PatternContext, { module }: Scope, at: number): boolean {
  return /\b409\b|conflict|already|twice|\bonce\b/i.test(reader.textOf(module.file).slice(at, at + NEAR_REFUSAL))
}

const NEAR_REFUSAL = 120

function isOfRequest(context: PatternContext, scope: Scope, instruction: Instruction): boolean {
  if (instruction.op !== 'get' && instruction.op !== 'index') return false
  if (isCalledBackWith(context, scope, instruction.object)) return false
  return !isBrought(context, scope, instruction.object, 0)
}

/** What a call brought, or a part of it: `rows[0]`, `const [giver] = await Promise.all([...])`, `invoice.owner`. */
export function isBrought(context: PatternContext, scope: Scope, slot: Slot, depth: number): boolean {
  const made = depth > DEEPEST_PART ? undefined : definitionBehind(scope, slot)?.instruction
  if (made?.op === 'call') return !made.isNew && context.reader.seenCall(made) !== undefined && !isRequestPart(context, made)
  if (made?.op === 'get' || made?.op === 'index' || made?.op === 'element') return isBrought(context, scope, made.object, depth + 1)
  return (made?.op === 'await' || made?.op === 'move') && isBrought(context, scope, made.src, depth + 1)
}

const DEEPEST_PART = 5

/** `request.json()`, `c.req.parseBody()`: brought from the client, not from a store. */
const isRequestPart = ({ reader }: PatternContext, call: SeenCall['call']): boolean =>
  /^(?:json|form|formData|parseBody|body|get_json|parse|safeParse|model_validate|valid)$/.test(call.method) ||
  /^(?:JSON|Number|String|int|float|Object|dict)\b/.test(reader.seenCall(call)?.name ?? '')

/** `(err, rows) => rows[0].balance`: what a call of the tree or of a library answered. */
function isCalledBackWith({ routes }: PatternContext, scope: Scope, slot: Slot): boolean {
  if (scope.function.parent <= 0 || routes.some(({ handler }) => handler?.function === scope.function)) return false
  const behind = definitionBehind(scope, slot)?.instruction
  const object = behind?.op === 'index' || (behind?.op === 'get' && /^(?:rows|\d+)$/.test(behind.key)) ? behind.object : slot
  return scope.function.parameters.findIndex((parameter) => parameter.slot === object) === 1
}

/** The table of a query that only asks whether there is a row of the caller: the answer makes a row of the same table. */
function existenceOf(context: PatternContext, call: SeenCall['call']): string | null {
  const seen = context.reader.seenCall(call)
  if (seen === undefined || COUNTS.test(textAt(context.reader, seen.module, call.start, call.end, 400))) return null
  const tags = createTagReader(context.reader, new Map())
  // `db.prepare(sql).get(id)`: the statement stands in the call before.
  const before = call.receiver < 0 ? null : callBehind(context.reader, seen, call.receiver)
  const asked = rowAsked(context.reader, seen)
  if (asked !== null) return declaresUnique(context.reader.program, context.reader.textOf, asked) ? null : asked
  const effect = effectOf(context.reader, seen, tags) ?? (before === null ? null : effectOf(context.reader, before, tags))
  return (effect?.kind === 'read-one' || effect?.kind === 'read-many') &&
    effect.of !== null &&
    !declaresUnique(context.reader.program, context.reader.textOf, effect.of)
    ? effect.of
    : null
}

/** Where other requests run: awaits, and in threaded Python every place. */
export function waitsOf({ module, function: fn }: Scope): readonly number[] {
  if (module.language === 'python' && !fn.isAsync) return [fn.end]
  const found: number[] = []
  for (const block of fn.blocks) for (const one of block.instructions) if (one.op === 'await') found.push(one.start)
  return found
}
