import type { Scope } from '../engine/program.ts'
import type { RouteFact } from '../facts.ts'
import type { Slot } from '../ir/ir.ts'
import { definitionBehind, isServed, type Reader, type SeenCall, slotText, stringAt } from '../routes/reader.ts'
import { statementOf } from '../routes/statements.ts'
import type { PatternContext } from './context.ts'
import { type MadeRow, madeRows, rowMade } from './made-rows.ts'
import { reachedText } from './reached-code.ts'

/** Tables of what lets its bearer in, or of what is good for a time. */
const SESSIONS = /^(?:\w+_)?(?:sessions?|tokens?|logins|refresh_?tokens|access_?tokens|auth_?tokens)$/i
const SECRET = /(?:^|[.\s(])(?:\w*_)?(?:token|secret|api_?key|code|sid|hash|digest)\w*\s*=\s*(?:\?|\$\d|:\w|%s)/i
const USE = /^(?:use|usage|kind|purpose|intent|token_?type|type)$/i
const ENDS = /^(?:expires?|expiry|expiration|valid_?until|ends?)_?(?:at|on|time|date)?$/i
const USER = /^(?:user|account|member|customer|person|owner)_?id$/i

interface Lookup {
  readonly call: SeenCall
  readonly where: string
  readonly text: string
}

/** Sessions and tokens that a service keeps as rows: for what they were made, until when they hold, and whether they end with a password. */
export function storedSessions(context: PatternContext): void {
  const rows = madeRows(context.reader).filter(({ call }) => isServed(context.reader, call.module.file))
  for (const [table, made] of Map.groupBy(rows, (row) => row.table)) {
    const found = lookups(context.reader, table)
    if (SESSIONS.test(table)) {
      unaskedUse(context, made, found)
      outlivesPassword(context, table, made)
    }
    inOtherUnit(context, made, found)
    unaskedEnd(context, table, made, found)
  }
}

/** Where a row of a table is asked for by a secret that a caller brings. */
function lookups(reader: Reader, table: string): readonly Lookup[] {
  return reader.calls.flatMap((call): readonly Lookup[] => {
    const statement = isServed(reader, call.module.file) ? statementOf(reader, call) : null
    if (statement === null || statement.table !== table || !statement.kind.startsWith('read') || !SECRET.test(statement.where)) return []
    return [{ call, where: statement.where, text: textOf(reader, call) }]
  })
}

const textOf = (reader: Reader, { module, function: fn }: Scope): string => reader.textOf(module.file).slice(fn.start, fn.end)

/** `kind: 'download'` beside sessions of a login, and a guard that takes either. */
function unaskedUse({ reader, emitCall }: PatternContext, made: readonly MadeRow[], found: readonly Lookup[]): void {
  const uses = new Set(
    made.map(({ entries }) => {
      const use = entries.find(({ key }) => USE.test(key))
      return use === undefined ? '' : (stringAt(reader, use.scope, use.value) ?? '')
    }),
  )
  const column = made.flatMap(({ entries }) => entries.filter(({ key }) => USE.test(key)).map(({ key }) => key))[0]
  if (uses.size < 2 || column === undefined) return
  const asks = new RegExp(`\\b${column}\\b`)
  for (const { call, where, text } of found) {
    if (asks.test(where) || asks.test(text) || callersAsk(reader, call, asks)) continue
    emitCall(call, {
      kind: 'jwt-use-unasked',
      cwe: 345,
      message: `nothing asks for ${column}: what was made for ${[...uses].filter(Boolean).sort().slice(0, 4).join(', ')} is taken as any other`,
      details: { uses: uses.size },
      confidence: 'medium',
    })
  }
}

/** A repository gives the row to who asks for what it is. */
const callersAsk = (reader: Reader, call: SeenCall, asks: RegExp): boolean =>
  reader.callersOf(call.function).some((caller) => asks.test(textOf(reader, caller)))

const MILLISECONDS = /Date\.now\(\)|\.getTime\(\)|\bnow\b(?!.*\/\s*1000)/
const SECONDS = /\/\s*1_?000\b/

/** `row.expires_at < Math.floor(Date.now() / 1000)` of what is kept in milliseconds: it never comes to its end. */
function inOtherUnit({ reader, emit }: PatternContext, made: readonly MadeRow[], found: readonly Lookup[]): void {
  const ends = made.flatMap(({ entries }) => entries.filter(({ key }) => ENDS.test(key)))
  const texts = ends.map(({ scope, value }) => madeOf(reader, scope, value))
  if (texts.length === 0 || !texts.every((text) => MILLISECONDS.test(text) && !SECONDS.test(text))) return
  const keys = new Set(ends.map(({ key }) => key))
  for (const { call } of found)
    for (const { instructions } of call.function.blocks)
      for (const one of instructions) {
        if (one.op !== 'binary' || !/^[<>]=?$/.test(one.operator)) continue
        const sides = [one.left, one.right].map((side) => madeOf(reader, call, side))
        const isEnd = sides.some((text) => [...keys].some((key) => new RegExp(`\\.${key}$`).test(text)))
        if (!isEnd || !sides.some((text) => SECONDS.test(text) && /Date\.now|getTime/.test(text))) continue
        emit(call, one.start, one.end, {
          kind: 'jwt-no-expiry',
          cwe: 613,
          message: 'the end is kept in milliseconds and compared with seconds: it never comes',
          confidence: 'high',
        })
      }
}

/** The source text of what a value is made of, through the variable that holds it. */
function madeOf(reader: Reader, scope: Scope, slot: Slot): string {
  const behind = definitionBehind(scope, slot)
  if (behind === null) return slotText(reader, scope, slot)
  return reader.textOf(behind.scope.module.file).slice(behind.instruction.start, behind.instruction.end)
}

/** An end that is written beside a secret and that nobody asks for where the secret is redeemed. */
function unaskedEnd({ reader, emitCall }: PatternContext, table: string, made: readonly MadeRow[], found: readonly Lookup[]): void {
  const column = made.flatMap(({ entries }) => entries.filter(({ key }) => ENDS.test(key)).map(({ key }) => key))[0]
  if (column === undefined) return
  const asks = new RegExp(`\\b${column}\\b`)
  const isAsked = ({ where, text, call }: Lookup): boolean => asks.test(where) || asks.test(text) || callersAsk(reader, call, asks)
  for (const lookup of found) {
    if (isAsked(lookup) || !changesAfter(reader, lookup.call)) continue
    emitCall(lookup.call, {
      kind: 'jwt-no-expiry',
      cwe: 613,
      message: `${table} have ${column}, which nobody asks for here: what has run out is still good`,
      confidence: 'medium',
    })
  }
}

/** Whether something is written in the function that has asked: what only shows the row redeems nothing. */
const changesAfter = (reader: Reader, { function: fn }: SeenCall): boolean =>
  reader.callsIn(fn).some((call) => {
    const kind = statementOf(reader, call)?.kind
    return kind === 'update' || kind === 'create' || kind === 'delete' || rowMade(reader, call) !== null
  })

/** Code out of reach that ends them by its name: `sessions.revokeAll(id)`. */
export const ENDS_THEM =
  /revoke|invalidat|terminat|destroy|sign_?out|log_?out|(?:end|delete|remove|clear|drop|kill|close|expire|forget|purge)_?(?:all|other|user_?)?_?(?:sessions?|tokens?|all|logins)\b/i

const SETS_PASSWORD = /\bSET\b[^;]*\b(?:password|passwd|pass_?hash|password_?hash)\w*\s*=/i

/** A password that is changed while all sessions go on: whoever took one over keeps it. */
function outlivesPassword({ routes, emitCall, reader }: PatternContext, table: string, made: readonly MadeRow[]): void {
  if (!made.some(({ entries }) => entries.some(({ key }) => USER.test(key)))) return
  const changing = routes.filter(({ fact }) => fact.purpose !== 'register' && fact.effects.some(setsPassword))
  for (const { fact, handler } of changing) {
    if (handler === null || ENDS_THEM.test(reachedText(reader, handler))) continue
    if (fact.effects.some(({ kind, of }) => of === table && (kind === 'delete' || kind === 'update'))) continue
    const set = fact.effects.find(setsPassword)
    const call = reader.calls.find(
      (one) => one.module.file === set?.place.file && statementOf(reader, one)?.kind === 'update' && isAt(reader, one, set.place.line),
    )
    if (call === undefined || namesVersion(reader, call)) continue
    emitCall(call, {
      kind: 'session-kept',
      cwe: 613,
      message: `${fact.method} ${fact.path} sets a new password and leaves the rows of ${table}: whoever has one stays signed in`,
      details: { route: `${fact.method} ${fact.path}` },
      confidence: 'medium',
    })
    return
  }
}

const setsPassword = ({ kind, place }: RouteFact['effects'][number]): boolean => kind === 'update' && SETS_PASSWORD.test(place.snippet)

function isAt(reader: Reader, { module, call }: SeenCall, line: number): boolean {
  return reader.textOf(module.file).slice(0, call.start).split('\n').length === line
}

/** `token_version = token_version + 1`: what was given out before no longer fits. */
const namesVersion = (reader: Reader, { module, call }: SeenCall): boolean =>
  /version|generation|epoch|not_before|valid_(?:after|since)|changed_at|stamp/i.test(reader.textOf(module.file).slice(call.start, call.end))
