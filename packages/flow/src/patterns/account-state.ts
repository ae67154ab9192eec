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
  /active|enabled|disabled|suspend|banned|blocked|deactivat|archived|deleted|left_?at|can_?(?:log_?in|sign_?in)|(?:\.|\[["']|->)(?:status|state)\b(?!\s*\()/i
/** The state of an answer or of a request, of an error, and one that is set. */
const OTHER_STATES =
  /\b(?:ctx|context|c|req|request|res|resp|response|reply|self|this|err|error|e|exc|exception|app|event|headers)\??\.(?:status|state)\b|(?:\.|\[["'])(?:status|state)(?:["']\])?\s*=(?!=)/gi

const asksIn = (text: string): boolean => ASKS.test(text.replace(OTHER_STATES, ''))
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
  if (first === undefined) {
    keptAfterClosing(context)
    return
  }
  // Where the account is read at each request, that is where it is to be asked: it holds for what was given out before.
  const guard = lacking.length === logins.length ? readingGuard(context) : null
  const found =
    guard === null
      ? lacking.map(({ route, compared }) => ({ route, at: compared, message: `${route} signs in people whose account is switched off` }))
      : [
          {
            route: first.route,
            at: guard,
            message: `${nameOfFunction(guard)} lets in people whose account is switched off, and ${first.route} signs them in`,
          },
        ]
  for (const { route, at, message } of found)
    context.emit(at, at.start, at.end, {
      kind: 'account-state-unasked',
      cwe: 863,
      message: `${message}: nothing asks for the column that says so`,
      details: { route },
      confidence: 'medium',
    })
}

const nameOfFunction = ({ function: { name } }: At): string => name.slice(name.lastIndexOf('.') + 1)

/** Every login asks for the state, and what it gave out is good for an account that was closed since. */
function keptAfterClosing(context: PatternContext): void {
  const guard = readingGuard(context)
  const accounts = guard === null ? null : new Set([...accountTables(context.reader)].map((name) => name.toLowerCase()))
  const closing =
    accounts === null
      ? undefined
      : context.routes.find(({ handler }) => handler !== null && closesAndLeaves(context.reader, handler, accounts))
  if (guard === null || closing === undefined) return
  const route = `${closing.fact.method} ${closing.fact.path}`
  context.emit(guard, guard.start, guard.end, {
    kind: 'account-state-unasked',
    cwe: 613,
    message: `${nameOfFunction(guard)} lets in whose account ${route} has closed: only the login asks for the column that says so`,
    details: { route },
    confidence: 'medium',
  })
}

/** `UPDATE users SET status = 'closed'`, in a handler that ends no session. */
function closesAndLeaves(reader: Reader, handler: Scope, accounts: ReadonlySet<string>): boolean {
  const text = reachedText(reader, handler, 2)
  const [, table] = CLOSES.exec(text) ?? []
  return table !== undefined && accounts.has(table.toLowerCase()) && !ENDS_SESSIONS.test(text)
}

const CLOSES =
  /\bUPDATE\s+["'`[]?(\w+)["'`\]]?\s+SET\b[^;"'`]*\b(?:(?:status|state)\s*=\s*["'](?:closed|deleted|disabled|blocked|suspended|inactive|deactivated|banned)["']|(?:is_?)?(?:disabled|blocked|suspended|banned|deactivated)\s*=\s*(?:1|true)|(?:is_?)?active\s*=\s*(?:0|false))/i
const ENDS_SESSIONS =
  /\b(?:DELETE\s+FROM|UPDATE)\s+["'`[]?\w*(?:session|token|device|login)s?\b|(?:session|token)\w*\.(?:delete|destroy|remove|revoke|clear|updateMany|deleteMany)|(?:end|revoke|delete|destroy|kill|drop|invalidate)_?(?:all_?)?(?:sessions?|tokens?)|token_?version|sign_?out_?everywhere/i

/** A span in a function. */
interface At extends Scope {
  readonly start: number
  readonly end: number
}

const atCall = ({ module, function: fn, call: { start, end } }: SeenCall): At => ({ module, function: fn, start, end })

/** Where a login compares a password and looks at nothing else. Where the tree compares none, a library signs in: it has rules of its own. */
function comparedUnasked(reader: Reader, handler: Scope): At | undefined {
  const compared = comparedIn(reader, handler)
  return compared === undefined || asksIn(reachedText(reader, handler)) ? undefined : compared
}

function comparedIn(reader: Reader, handler: Scope): At | undefined {
  const scopes = reachedFrom(reader, handler)
  const calls = scopes.flatMap((scope) => reader.callsIn(scope.function))
  if (calls.some(({ name }) => LOOKS_ITSELF.test(name))) return undefined
  const call = calls.find((one) => comparesPasswords(reader, one))
  return call === undefined ? scopes.flatMap((scope) => comparedByHand(reader, scope))[0] : atCall(call)
}

/** `given !== user.password_hash`, `row['password'] != hash_password(given)`. */
function comparedByHand(reader: Reader, { module, function: fn }: Scope): readonly At[] {
  const text = reader.textOf(module.file)
  return fn.blocks.flatMap(({ instructions }) =>
    instructions.flatMap((one): readonly At[] => {
      if (one.op !== 'binary' || (one.operator !== '==' && one.operator !== '!=')) return []
      const isEmpty = [one.left, one.right].some((slot) => reader.denoter.denote({ module, function: fn }, slot).kind === 'constant')
      return !isEmpty && STORED_PASSWORD.test(text.slice(one.start, one.end))
        ? [{ module, function: fn, start: one.start, end: one.end }]
        : []
    }),
  )
}

const STORED_PASSWORD = /(?:\.|\[["'])(?:password|passwd|pwd)(?:_?(?:hash|digest))?\b|pass(?:word)?_?hash/i

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
  if (served.some(({ file }) => closesAccount(reader, reader.textOf(file)))) return true
  if (columns.length === 0) return false
  const uses = served.reduce((count, { file }) => count + countOf(reader.textOf(file), columns), 0)
  return uses > accounts.reduce((count, text) => count + countOf(text, columns), 0)
}

/** `UPDATE users SET status = 'suspended'`, where the statement that makes the table has a password in it. */
function closesAccount(reader: Reader, text: string): boolean {
  const [, table = ''] = CLOSES.exec(text) ?? []
  return (
    table !== '' &&
    reader.program.modules.some(({ file }) =>
      (reader.textOf(file).match(CREATE_TABLE) ?? []).some(
        (statement) => TABLE_NAME.exec(statement)?.[1]?.toLowerCase() === table.toLowerCase() && PASSWORD_COLUMN.test(statement),
      ),
    )
  )
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
    return asksIn(text)
  })
}

/** Models and tables of accounts, by their names. */
function accountTables(reader: Reader): ReadonlySet<string> {
  return new Set(
    reader.program.modules
      .filter(({ file }) => isServed(reader, file))
      .flatMap(({ file, classes }) => {
        const text = reader.textOf(file)
        const models = classes.filter(({ start, end }) => columnsIn(text.slice(start, end)).length > 0).map(({ name }) => name)
        const made = (text.match(CREATE_TABLE) ?? []).filter((statement) => columnsIn(statement).length > 0)
        return [...models, ...made.flatMap((statement) => TABLE_NAME.exec(statement)?.[1] ?? [])]
      }),
  )
}

const TABLE_NAME = /\bCREATE\s+TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?["'`[]?(?:\w+\.)?(\w+)/i

/** The reading of an account by a guard that stands before handlers; null where guards believe what they are given. */
function readingGuard({ reader, routes }: PatternContext): At | null {
  const accounts = accountTables(reader)
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
      if (call !== undefined) return atCall(call)
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
