import type { Scope } from '../engine/program.ts'
import { operandsOf } from '../routes/comes-from.ts'
import { effectOf, effectsOf } from '../routes/effects.ts'
import { givenWords, NO_WORDS, tableGiven } from '../routes/given-words.ts'
import { definitionBehind, isServed, type Reader, type SeenCall } from '../routes/reader.ts'
import { createTagReader } from '../routes/value-tags.ts'
import type { PatternContext } from './context.ts'
import { isRefusedTwice, MAKES_ONCE, waitsOf } from './races.ts'
import { declaresUnique } from './unique-columns.ts'

const TRANSACTION = /transaction|atomic|^(?:tx|begin|inTx|withTx|unitOfWork)$/i
const HOLDS = /for update|serializable|advisory|forUpdate|\block\b/i

/**
 * `if (findOne('redemptions', ...)) return conflict(...)`, a wait, and a transaction that makes the row: it holds together what is written, and
 * not what was asked before it began.
 */
export function askedOutside(context: PatternContext): void {
  for (const { handler } of context.routes) {
    if (handler === null || handler.module.language !== 'javascript' || !isServed(context.reader, handler.module.file)) continue
    for (const { call, body } of transactionsIn(context.reader, handler)) {
      const made = tablesOf(context.reader, body, ['create'])
      const asked = made.size === 0 || asksAgain(context.reader, body) ? undefined : questionBefore(context, handler, call, made)
      if (asked === undefined) continue
      context.emit(handler, asked.call.start, asked.call.end, {
        kind: 'check-then-act',
        cwe: 362,
        message: `${asked.table} is asked before a wait, and the transaction behind it makes the row without asking again`,
        details: { of: asked.table },
        confidence: 'medium',
        about: { scope: handler, start: call.call.start, end: call.call.end, note: 'the transaction' },
      })
      break
    }
  }
}

interface Transaction {
  readonly call: SeenCall
  readonly body: Scope
}

/** Transactions whose work is written in place. */
function transactionsIn(reader: Reader, { module, function: fn }: Scope): readonly Transaction[] {
  return reader.callsIn(fn).flatMap((call): readonly Transaction[] => {
    const name = call.callee.kind === 'function' ? call.callee.function.name : call.method
    if (!TRANSACTION.test(name.slice(name.lastIndexOf('.') + 1))) return []
    return call.call.args.flatMap(({ value }) => {
      const given = reader.denoter.denote(call, value)
      return given.kind === 'function' && given.module === module && given.function.parent === fn.index
        ? [{ call, body: { module, function: given.function } }]
        : []
    })
  })
}

/** A body that decides anything, or whose rows the database holds apart, asks again for all we know. */
function asksAgain(reader: Reader, { module, function: fn }: Scope): boolean {
  const text = reader.textOf(module.file).slice(fn.start, fn.end)
  return fn.blocks.some(({ terminator }) => terminator.op === 'branch') || MAKES_ONCE.test(text) || HOLDS.test(text)
}

/** The tables with which calls of a function do one of these. */
function tablesOf(reader: Reader, scope: Scope, kinds: readonly string[]): ReadonlySet<string> {
  return new Set(reader.callsIn(scope.function).flatMap((call) => tableOf(reader, call, kinds) ?? []))
}

/** The table of a query, or of a function of the tree that is one: `findOne('redemptions', ...)`. */
function tableOf(reader: Reader, call: SeenCall, kinds: readonly string[]): string | null {
  const own = effectOf(reader, call, createTagReader(reader, new Map()))
  if (own !== null) return kinds.includes(own.kind) ? own.of : null
  if (call.callee.kind !== 'function') return null
  const inside = effectsOf(reader, call.callee, new Map())
  if (inside.length === 0 || !inside.every(({ kind }) => kinds.includes(kind))) return null
  const words = givenWords(reader, call, call.callee.function, NO_WORDS)
  const named = reader.callsIn(call.callee.function).flatMap((inner) => tableGiven(reader, inner, words) ?? [])
  return named[0] ?? inside.find(({ of }) => of !== null)?.of ?? null
}

interface Asked {
  readonly call: SeenCall['call']
  readonly table: string
}

/** A question whether there is a row of these tables already, with a wait between it and the transaction. */
function questionBefore(context: PatternContext, scope: Scope, { call }: SeenCall, made: ReadonlySet<string>): Asked | undefined {
  const { reader } = context
  const waits = waitsOf(scope)
  for (const { terminator } of scope.function.blocks) {
    if (terminator.op !== 'branch' || terminator.end >= call.start || !isRefusedTwice(context, scope, terminator.end)) continue
    const open = [terminator.condition]
    for (let step = 0; step < 12 && open.length > 0; step += 1) {
      const behind = definitionBehind(scope, open.pop() ?? -1)
      if (behind === null || behind.scope.function !== scope.function) continue
      const { instruction } = behind
      const seen = instruction.op === 'call' ? reader.seenCall(instruction) : undefined
      const table = seen === undefined ? null : tableOf(reader, seen, ['read-one', 'read-many'])
      if (instruction.op === 'call' && table !== null && made.has(table)) {
        const isUnique = declaresUnique(reader.program, reader.textOf, table)
        const waited = waits.some((at) => at > instruction.end && at <= call.end)
        if (waited && !isUnique) return { call: instruction, table }
      } else if (instruction.op !== 'call') open.push(...operandsOf(instruction))
    }
  }
  return undefined
}
