import { definitionsOf } from '../engine/definitions.ts'
import type { Scope } from '../engine/program.ts'
import type { Instruction, IrFunction, Slot } from '../ir/ir.ts'
import { definitionBehind, isServed, type SeenCall, stringAt } from '../routes/reader.ts'
import { type CallFinder, contextWords, type InstructionFinder, type PatternContext } from './context.ts'
import { looksLikeSecret } from './secret-values.ts'

const PASSWORD_NAME = /^(?:raw_?|plain_?|initial_?|default_?)?(?:password|passwd|pwd|pass|passphrase)$/i
export const PRIVILEGED = /^(?:admin|administrator|root|superuser|super_?admin|sysadmin|owner|operator|sa|staff|manager)$/i
export const LOGIN_NAME = /^(?:admin|administrator|root|superuser|sysadmin|sa|postgres|operator|test|guest|demo|user)\d?$/i
const LOGIN_KEY = /^(?:user_?name|user|login|email|e_?mail|account|name|role|mail)$/i
/** A connection to a database or a broker has a user and a password too; that is no account of the service. */
const CONNECTION_KEY = /^(?:host|hostname|port|database|db|dialect|dbname|schema|server|dsn|url|engine|service|secure)$/i

interface At {
  readonly start: number
  readonly end: number
}

function report(context: PatternContext, scope: Scope, at: At, account: string, length: number, isPrivileged: boolean): void {
  context.emit(scope, at.start, at.end, {
    kind: 'default-credentials',
    cwe: 1392,
    message: `an account ${account} is made with a password that stands in the source`,
    details: { account, length, isPrivileged },
    confidence: isPrivileged ? 'high' : 'medium',
  })
}

/** Accounts that the source itself makes: objects with a login and a password, statements of SQL. */
export const accountLiterals: InstructionFinder = {
  ops: ['dict', 'const'],
  find(context, scope, instruction) {
    if (instruction.op === 'dict') accountObject(context, scope, instruction)
    else if (instruction.op === 'const' && typeof instruction.value === 'string' && instruction.value.length > 40)
      insertStatement(context, scope, instruction)
  },
}

/** Accounts that a loop over rows makes. */
export function seededAccounts(context: PatternContext): void {
  for (const module of context.reader.program.modules) {
    if (!isServed(context.reader, module.file) || !/passw|pwd|\bpass\b/.test(context.reader.textOf(module.file))) continue
    for (const fn of module.functions)
      for (const block of fn.blocks) if (block.terminator.op === 'next') seedLoop(context, { module, function: fn }, block.terminator)
  }
}

/** `for (const [email, password, role] of [['admin@x', 'toor', 'admin'], ...])`. */
function seedLoop(context: PatternContext, scope: Scope, step: Extract<IrFunction['blocks'][number]['terminator'], { op: 'next' }>): void {
  const table = definitionBehind(scope, step.iterable)
  if (table?.instruction.op !== 'list') return
  const position = passwordPosition(context, scope, step.dst)
  if (position < 0) return
  let first: { readonly scope: Scope; readonly at: At; readonly account: string; readonly length: number } | null = null
  let isReported = false
  for (const item of table.instruction.items) {
    const row = definitionBehind(table.scope, item)
    if (row?.instruction.op !== 'list') continue
    const values = row.instruction.items.map((slot) => stringAt(context.reader, row.scope, slot))
    const password = values[position]
    if (password === null || password === undefined || !isPassword(password)) continue
    const others = values.filter((value, index): value is string => value !== null && index !== position)
    const account = accountIn(others)
    if (account !== null) report(context, row.scope, row.instruction, account, password.length, true)
    first ??= { scope: row.scope, at: row.instruction, account: others[0] ?? '', length: password.length }
    isReported ||= account !== null
  }
  if (first !== null && !isReported) report(context, first.scope, first.at, first.account, first.length, false)
}

/** The place in a row that is bound to a name for a password; -1 when there is none. */
function passwordPosition({ reader }: PatternContext, scope: Scope, item: Slot): number {
  const aliases = new Set<Slot>([item])
  for (const block of scope.function.blocks)
    for (const instruction of block.instructions) {
      if (instruction.op === 'move' && aliases.has(instruction.src)) aliases.add(instruction.dst)
    }
  const positions = new Map<Slot, number>()
  for (const block of scope.function.blocks) {
    for (const instruction of block.instructions) {
      const at = boundPosition(reader.denoter.denote.bind(reader.denoter), scope, instruction, aliases)
      if (at !== null) positions.set(at.dst, at.position)
      const from = instruction.op === 'move' ? positions.get(instruction.src) : undefined
      if (from !== undefined && instruction.op === 'move') positions.set(instruction.dst, from)
    }
  }
  for (const [slot, position] of positions) if (PASSWORD_NAME.test(scope.function.names.get(slot) ?? '')) return position
  return -1
}

function boundPosition(
  denote: PatternContext['reader']['denoter']['denote'],
  scope: Scope,
  instruction: Instruction,
  aliases: ReadonlySet<Slot>,
): { readonly dst: Slot; readonly position: number } | null {
  if (instruction.op === 'get' && aliases.has(instruction.object) && /^\d+$/.test(instruction.key))
    return { dst: instruction.dst, position: Number(instruction.key) }
  if (instruction.op !== 'index' || !aliases.has(instruction.object)) return null
  const key = denote(scope, instruction.index)
  return key.kind === 'constant' && typeof key.value === 'number' ? { dst: instruction.dst, position: key.value } : null
}

/** The login among the constants of an account that has rights, or a name that everybody tries. */
export function accountIn(values: readonly string[]): string | null {
  const privileged = values.find((value) => PRIVILEGED.test(value) || LOGIN_NAME.test(value.split('@')[0] ?? ''))
  return privileged === undefined ? null : (values.find((value) => value.includes('@')) ?? privileged)
}

export function isPassword(value: string): boolean {
  return value.length > 0 && value.length <= 64 && !/^\$|^pbkdf2|^scrypt|^<|\s/.test(value) && (value.length < 4 || looksLikeSecret(value))
}

/** `{ username: 'admin', password: 'admin' }`, `{ email: 'admin@x', password: hash('admin') }`. */
function accountObject(context: PatternContext, scope: Scope, dict: Extract<Instruction, { op: 'dict' }>): void {
  if (!dict.entries.some((entry) => entry.kind === 'entry' && /pass|pwd/i.test(entry.key))) return
  const entries = dict.entries.filter((entry) => entry.kind === 'entry')
  if (entries.some((entry) => CONNECTION_KEY.test(entry.key))) return
  const password = entries.find((entry) => PASSWORD_NAME.test(entry.key) || /^(?:password_?hash|hashed_?password)$/i.test(entry.key))
  if (password === undefined) return
  const value = stringAt(context.reader, scope, password.value) ?? hashedConstant(context, scope, password.value)
  if (value === null || !isPassword(value)) return
  const logins = entries.flatMap((entry) => {
    const text = LOGIN_KEY.test(entry.key) ? stringAt(context.reader, scope, entry.value) : null
    return text === null ? [] : [text]
  })
  const account = accountIn(logins)
  if (account !== null && !isExample(context, scope, dict)) report(context, scope, dict, account, value.length, true)
}

/** An object that documents the interface instead of making an account. */
function isExample({ reader }: PatternContext, scope: Scope, at: At): boolean {
  return /(?:example|schema_extra|openapi|sample|fixture|mock)/i.test(
    reader.textOf(scope.module.file).slice(Math.max(0, at.start - 60), at.start),
  )
}

/** The constant inside `hash('admin123')`. */
export function hashedConstant(context: PatternContext, scope: Scope, slot: Slot): string | null {
  const behind = definitionBehind(scope, slot)
  if (behind?.instruction.op !== 'call') return null
  const call = context.reader.seenCall(behind.instruction)
  return call === undefined || !HASHER.test(calleeName(call)) ? null : firstString(context, call)
}

const HASHER = /(?:hash|digest|encrypt|make_password|hashpw|encode_password)\w*$/i
const DUMMY_WORD = / (?:dummy|fake|timing|unknown|absent|missing|decoy|benchmark|warm|placeholder|nobody|constant time) /

function calleeName(call: SeenCall): string {
  return call.callee.kind === 'function' ? (call.callee.function.name.split('.').at(-1) ?? '') : call.method
}

function firstString(context: PatternContext, call: SeenCall): string | null {
  const first = call.call.args[0]
  return first === undefined ? null : stringAt(context.reader, call, first.value)
}

const ACCOUNT_TABLE = /\binsert\s+(?:or\s+\w+\s+|ignore\s+)?into\s+["'`[]?(\w+)["'`\]]?\s*\(([^)]*)\)\s*values\s*\(([^;]{1,600})/i

/** `INSERT INTO users (login, password) VALUES ('admin', 'admin')`. */
function insertStatement(context: PatternContext, scope: Scope, instruction: Instruction & { readonly op: 'const' }): void {
  const text = typeof instruction.value === 'string' ? instruction.value : ''
  if (text.length > 20_000 || !/insert/i.test(text)) return
  const match = ACCOUNT_TABLE.exec(text)
  if (match === null) return
  const columns = (match[2] ?? '').split(',').map((column) => column.trim().replace(/["'`[\]]/g, ''))
  const at = columns.findIndex((column) => PASSWORD_NAME.test(column) || /^(?:password_?hash|hashed_?password)$/i.test(column))
  const values = (match[3] ?? '').split(',').map((value) => /^\s*\(?\s*'([^']*)'/.exec(value)?.[1] ?? null)
  const password = values[at]
  if (at < 0 || password === null || password === undefined || password === '') return
  const account = accountIn(values.filter((value, index): value is string => value !== null && index !== at))
  if (account !== null) report(context, scope, instruction, account, password.length, true)
}

/** `addUser('admin@x', 'Administrator', 'admin123', 'admin')` into a parameter named password; `user.set_password('admin')`. */
export const seedingCalls: CallFinder = (context, call) => {
  if (!isServed(context.reader, call.module.file)) return
  if (call.callee.kind === 'function') accountCall(context, call, call.callee.function)
  if (/^(?:set_password|setPassword|make_password|generate_password_hash|hashpw)$/.test(call.method)) constantPassword(context, call)
}

function accountCall(context: PatternContext, call: SeenCall, target: IrFunction): void {
  if (!target.parameters.some(({ name }) => PASSWORD_NAME.test(name))) return
  const names = target.parameters.filter((parameter) => parameter.slot !== target.selfSlot).map((parameter) => parameter.name)
  const values: (string | null)[] = []
  for (const argument of call.call.args) {
    if (argument.kind === 'spread' || argument.kind === 'spread-named') return
    const at = argument.kind === 'named' ? names.indexOf(argument.name) : values.length
    if (at >= 0) values[at] = stringAt(context.reader, call, argument.value)
  }
  const at = names.findIndex((name) => PASSWORD_NAME.test(name))
  const password = values[at]
  if (at < 0 || password === null || password === undefined || !isPassword(password)) return
  if (/^(?:verify|check|compare|authenticate|log_?in|sign_?in|matches|connect)/i.test(target.name.split('.').at(-1) ?? '')) return
  const account = accountIn(values.filter((value, index): value is string => typeof value === 'string' && index !== at))
  if (account !== null && !onlyComputes(context, target)) report(context, call, call.call, account, password.length, true)
}

/** `ntowf(password, user, domain)` gives a digest of both and keeps neither. */
function onlyComputes({ reader }: PatternContext, target: IrFunction): boolean {
  const calls = reader.callsIn(target).map((call) => call.name || (calleeName(call) ?? ''))
  const stores = target.blocks.some(({ instructions }) =>
    instructions.some(({ op }) => op === 'set' || op === 'set-index' || op === 'await'),
  )
  return calls.some((name) => DIGESTS.test(name)) && !stores && !calls.some((name) => STORES.test(name))
}

const DIGESTS = /hmac|md[45]|sha\d|digest/i
const STORES =
  /(?:save|insert|create|add|append|push|put|set|write|register|query|execute|commit|post|send|fetch|request|emit)(?!Hash|Hmac)\w*$/i

function constantPassword(context: PatternContext, call: SeenCall): void {
  const first = call.call.args[0]
  if (first === undefined || !definesConstant(call, first.value)) return
  const value = firstString(context, call)
  if (value === null || value.length < 3 || DUMMY_WORD.test(contextWords(context, call)) || isDecoy(context, call)) return
  report(context, call, call.call, 'of the seed', value.length, false)
}

/** What compares a password with a hash. */
export const VERIFIER =
  /^(?:check_?password(?:_?hash)?|check_?pw|verify(?:_?password|_?hash|Sync)?|compare(?:Sync|_?password|_?hash)?|matches)$/i

/** A hash that is made where passwords are checked: it takes the place of the one that an unknown user has not, so that both answers take as long. */
function isDecoy({ reader }: PatternContext, call: SeenCall): boolean {
  return reader.callsIn(call.function).some((other) => other !== call && VERIFIER.test(calleeName(other).split('.').at(-1) ?? ''))
}

/** The constant stands in the call itself, not behind a name. */
function definesConstant(scope: Scope, slot: Slot): boolean {
  const only = definitionsOf(scope.module, scope.function, slot)[0]
  return only?.kind === 'instruction' && (only.instruction.op === 'const' || only.instruction.op === 'call')
}
