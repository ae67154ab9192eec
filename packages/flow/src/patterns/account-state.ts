import { lineAt, type Scope } from '../engine/program.ts'
import type { GuardFact } from '../facts.ts'
import { effectsOf } from '../routes/effects.ts'
import { isServed, type Reader, type SeenCall } from '../routes/reader.ts'
import type { PatternContext } from './context.ts'
import { reachedFrom, reachedText } from './reached-code.ts'

/** Columns that say whether somebody still has access. */
const STATE = /\b(?:is_?)?(?:active|enabled|disabled|deactivated|inactive|suspended|banned|blocked)(?:_?(?:at|on))?\b/i
const STATES = new RegExp(STATE.source, 'gi')
/** Code that asks for it, in whatever form; a state in words and a row that is no longer among the living count too. */
const ASKS =
  /active|enabled|disabled|suspend|banned|blocked|deactivat|archived|deleted|left_?at|can_?(?:log_?in|sign_?in)|(?:(?<!\b(?:ctx|context|request|req|res|response|reply|app|error|err))\.|\[["']|->)(?:status|state)\b(?!\s*\()/i
const PASSWORD_COLUMN = /\b\w*(?:password|passwd|pwd|pass_?hash|secret_?hash|credential_?hash)\w*\b/i
/** The line of a column with its type. */
const TYPED = /bool|tinyint|timestamp|date|DateTime|\bdefault/i
const DECLARES = /^(?:createTable|createTableIfNotExists|create_table|Schema|pgTable|mysqlTable|sqliteTable|define|init|Table)$/
const CREATE_TABLE = /\bCREATE\s+TABLE\b[\s\S]{0,4000}?(?:\n\s*\)|\)\s*;|\)\s*$)/gi
/** Libraries that sign people in and look at the state themselves. */
const LOOKS_ITSELF =
  /^(?:django\.contrib\.auth\.(?:authenticate|login|forms\.|views\.|aauthenticate)|flask_login\.login_user|flask_login\.utils\.login_user|flask_security|fastapi_users|passport|next-auth|better-auth|firebase-admin|@supabase|supabase|allauth|dj_rest_auth|rest_framework_simplejwt|djoser)/

/** A login that lets in whose account is switched off, where the accounts have a column for it and no guard asks for it later. */
export function unaskedStates(context: PatternContext): void {
  const { reader } = context
  if (!switchesAccountsOff(reader)) return
  const logins = context.routes.filter(
    ({ fact, handler }) => fact.purpose === 'login' && fact.method !== 'GET' && handler !== null && isServed(reader, handler.module.file),
  )
  if (logins.length === 0 || guardsAsk(context)) return
  const lacking = logins.flatMap(({ fact, handler }) => {
    const compared = handler === null ? undefined : comparedUnasked(reader, handler)
    return compared === undefined ? [] : [{ route: `${fact.method} ${fact.path}`, compared }]
  })
  const [first] = lacking
  if (first === undefined) return
  // Where the account is read at each request, that is where it is to be asked: it holds for what was given out before.
  const guard = lacking.length === logins.length ? readingGuard(context) : null
  const found =
    guard === null
      ? lacking.map(({ route, compared }) => ({ route, at: compared, message: `${route} signs in people whose account is switched off` }))
      : [
          {
            route: first.route,
            at: placeOf(guard),
            message: `${nameOfFunction(guard)} lets in people whose account is switched off, and ${first.route} signs them in`,
          },
        ]
  for (const { route, at, message } of found)
    context.emit(at.scope, at.start, at.end, {
      kind: 'account-state-unasked',
      cwe: 863,
      message: `${message}: nothing asks for the column that says so`,
      details: { route },
      confidence: 'medium',
    })
}

interface At {
  readonly scope: Scope
  readonly start: number
  readonly end: number
}

const placeOf = (call: SeenCall): At => ({ scope: call, start: call.call.start, end: call.call.end })

const nameOfFunction = ({ function: { name } }: SeenCall): string => name.slice(name.lastIndexOf('.') + 1)

/** Where a login compares a password and looks at nothing else. Where the tree compares none, a library signs in: it has rules of its own. */
function comparedUnasked(reader: Reader, handler: Scope): At | undefined {
  const scopes = reachedFrom(reader, handler)
  const calls = scopes.flatMap((scope) => reader.callsIn(scope.function))
  const asked = calls.find((call) => comparesPasswords(reader, call))
  const compared = asked === undefined ? scopes.flatMap((scope) => comparedByHand(reader, scope) ?? [])[0] : placeOf(asked)
  return compared === undefined || calls.some(({ name }) => LOOKS_ITSELF.test(name)) || ASKS.test(reachedText(reader, handler))
    ? undefined
    : compared
}

/** `hash(password) !== user.password_hash`. */
function comparedByHand(reader: Reader, scope: Scope): At | null {
  for (const { instructions } of scope.function.blocks)
    for (const one of instructions) {
      if (one.op !== 'binary' || !/^[!=]=$/.test(one.operator)) continue
      const text = reader.textOf(scope.module.file).slice(one.start, one.end)
      if (/pass_?hash|password_?hash|\.password\b|\["password"\]/i.test(text)) return { scope, start: one.start, end: one.end }
    }
  return null
}

const COMPARES = /verif|check|compar|match|same|valid|equal/i

function comparesPasswords(reader: Reader, { module, method, callee, call }: SeenCall): boolean {
  const called = callee.kind === 'function' ? callee.function.name : method
  return COMPARES.test(called) && call.args.length > 0 && /passw|secret|hash/i.test(reader.textOf(module.file).slice(call.start, call.end))
}

/** Whether accounts, which are what holds passwords, have a column for their state, and something besides its declaration speaks of it. */
function switchesAccountsOff(reader: Reader): boolean {
  const served = reader.program.modules.filter(({ file }) => isServed(reader, file))
  const declared = served.flatMap((module) => {
    const text = reader.textOf(module.file)
    if (!STATE.test(text) || !PASSWORD_COLUMN.test(text)) return []
    const classes = module.classes.map(({ start, end }) => text.slice(start, end))
    const calls = reader.callsOfModule(module).filter(({ method }) => DECLARES.test(method))
    return [...classes, ...calls.map(({ call }) => text.slice(call.start, call.end)), ...(text.match(CREATE_TABLE) ?? [])]
  })
  const accounts = declared.filter((text) => columnsIn(text).length > 0)
  const columns = accounts.flatMap(columnsIn)
  if (columns.length === 0) return false
  const uses = served.reduce((count, { file }) => count + countOf(reader.textOf(file), columns), 0)
  return uses > accounts.reduce((count, text) => count + countOf(text, columns), 0)
}

/** Columns for the state in the declaration of what holds a password. */
function columnsIn(declaration: string): readonly string[] {
  const lines = declaration.split('\n').filter((line) => !/^\s*(?:#|\/\/|\*|--)/.test(line))
  if (!lines.some((line) => PASSWORD_COLUMN.test(line) && /[:=(]|\b(?:text|varchar|char)\b/i.test(line))) return []
  return lines.filter((line) => TYPED.test(line)).flatMap((line) => line.match(STATES) ?? [])
}

function countOf(text: string, columns: readonly string[]): number {
  return text.match(new RegExp(`\\b(?:${[...new Set(columns)].join('|')})\\b`, 'g'))?.length ?? 0
}

/** Whether a guard looks at the state at each request, so that it matters little who signs in. */
function guardsAsk({ reader, routes }: PatternContext): boolean {
  const guards = new Map<string, GuardFact>()
  for (const { fact } of routes)
    for (const guard of fact.guards)
      if (guard.level !== 'handler') guards.set(`${guard.place.file}:${guard.place.line}:${guard.name}`, guard)
  return [...guards.values()].some((guard) => {
    const text = guardScopes(reader, guard)
      .map((scope) => reachedText(reader, scope, 3))
      .join('\n')
    return ASKS.test(text)
  })
}

/** The reading of an account by a guard that stands before handlers; null where guards believe what they are given. */
function readingGuard({ reader, routes }: PatternContext): SeenCall | null {
  const accounts = new Set(
    reader.program.modules
      .filter(({ file }) => isServed(reader, file))
      .flatMap(({ file, classes }) => classes.filter(({ start, end }) => columnsIn(reader.textOf(file).slice(start, end)).length > 0))
      .map(({ name }) => name),
  )
  const guards = routes.flatMap(({ fact }) => fact.guards).filter(({ kind, level }) => kind === 'authentication' && level !== 'handler')
  for (const guard of new Map(guards.map((one) => [`${one.place.file}:${one.place.line}`, one])).values())
    for (const scope of guardScopes(reader, guard)) {
      const read = effectsOf(reader, scope, new Map()).find(({ kind, of }) => kind === 'read-one' && of !== null && accounts.has(of))
      const call =
        read === undefined
          ? undefined
          : reader
              .callsIn(scope.function)
              .find((one) => scope.module.file === read.place.file && lineAt(scope.module, one.call.start) === read.place.line)
      if (call !== undefined) return call
    }
  return null
}

/** The function that a guard is, or those of the name by which it is attached. */
export function guardScopes(reader: Reader, { name, place }: GuardFact): readonly Scope[] {
  const scopes: Scope[] = []
  const called = /[\w$]+(?=\(|$)/.exec(name)?.[0] ?? name
  for (const module of reader.program.modules)
    for (const fn of module.functions) {
      if (fn.index === 0) continue
      const isPlace = module.file === place.file && fn.name === place.symbol && lineAt(module, fn.start) === place.line
      if (isPlace || fn.name.slice(fn.name.lastIndexOf('.') + 1) === called) scopes.push({ module, function: fn })
    }
  return scopes
}
