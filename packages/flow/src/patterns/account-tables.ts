import { functionAt, type Scope } from '../engine/program.ts'
import type { Instruction, IrFunction, Module } from '../ir/ir.ts'
import { isServed, stringAt } from '../routes/reader.ts'
import { argumentAt, type CallFinder, constantOf, type InstructionFinder, type PatternContext } from './context.ts'
import { accountIn, hashedConstant, isPassword, LOGIN_NAME, PRIVILEGED, VERIFIER } from './seeded-accounts.ts'

function report(
  context: PatternContext,
  scope: Scope,
  at: { readonly start: number; readonly end: number },
  account: string,
  length: number,
): void {
  context.emit(scope, at.start, at.end, {
    kind: 'default-credentials',
    cwe: 1392,
    message: `an account ${account} is made with a password that stands in the source`,
    details: { account, length, isPrivileged: true },
    confidence: 'high',
  })
}

const TABLE_NAME = /^(?:users|accounts|credentials|logins|passwords|basic_?(?:auth_?)?users)$/i
const CHECKS_PASSWORDS = /basic[-_ ]?auth|verify_password|check_password|compare_digest|timingSafeEqual|authori[sz]er/i

/** `users = {"admin": "admin"}` that a check of passwords looks into. */
export const accountTables: InstructionFinder = {
  ops: ['dict'],
  find(context, scope, instruction) {
    if (instruction.op !== 'dict' || instruction.entries.length === 0) return
    const first = instruction.entries.find((entry) => entry.kind === 'entry' && (PRIVILEGED.test(entry.key) || LOGIN_NAME.test(entry.key)))
    if (first?.kind !== 'entry' || !isTable(context, scope, instruction)) return
    const value = stringAt(context.reader, scope, first.value) ?? hashedConstant(context, scope, first.value)
    if (value !== null && isPassword(value)) report(context, scope, instruction, first.key, value.length)
  },
}

/** The object has the name of a table of accounts and every value is a text: roles and labels by account are other tables. */
function isTable(context: PatternContext, scope: Scope, dict: Extract<Instruction, { op: 'dict' }>): boolean {
  const text = context.reader.textOf(scope.module.file)
  if (!CHECKS_PASSWORDS.test(text)) return false
  const before = text.slice(Math.max(0, dict.start - 40), dict.start)
  const name = /([\w$]+)["']?\s*(?::[^=]{0,30})?[=:]\s*$/.exec(before)?.[1] ?? ''
  return TABLE_NAME.test(name) && dict.entries.every((entry) => entry.kind === 'entry' && isText(context, scope, entry.value))
}

function isText(context: PatternContext, scope: Scope, slot: number): boolean {
  return stringAt(context.reader, scope, slot) !== null || hashedConstant(context, scope, slot) !== null
}

/** `add_user("operator", hash("password123"), role="admin")`, `User(username="admin", password_hash=hash("x"))`. */
export const hashedAccounts: CallFinder = (context, call) => {
  if (call.call.args.length < 2 || VERIFIER.test(call.method) || !isServed(context.reader, call.module.file)) return
  const others: string[] = []
  let password: string | null = null
  for (const argument of call.call.args) {
    const text = stringAt(context.reader, call, argument.value)
    if (text !== null) others.push(text)
    else password ??= hashedConstant(context, call, argument.value)
  }
  if (password === null || !isPassword(password)) return
  const account = accountIn(others)
  if (account !== null) report(context, call, call.call, account, password.length)
}

const PASSWORD_OPTION = /^--?(?:admin-|root-|initial-|default-)?(?:password|passwd|pwd|pass)$/i
const MAKES_ACCOUNTS = /generate_password_hash|set_password|create_superuser|create_user|make_password|hash_password|bcrypt|argon2|\.hash\(/

/** `@click.option("--password", default="admin")` of a command that makes accounts. */
export const optionDefaults: CallFinder = (context, call) => {
  if (call.name !== 'click.option' && call.name !== 'rich_click.option' && call.method !== 'add_argument') return
  const isPasswordOption = call.call.args.some(
    (argument) => argument.kind === 'positional' && PASSWORD_OPTION.test(stringAt(context.reader, call, argument.value) ?? ''),
  )
  if (!isPasswordOption || !MAKES_ACCOUNTS.test(context.reader.textOf(call.module.file))) return
  const value = constantOf(argumentAt(context, call, -1, 'default'))
  if (typeof value === 'string' && value !== '' && isPassword(value)) report(context, call, call.call, 'of the command', value.length)
}

const ADMIN_VARIABLE = String.raw`(?<name>\w*(?:ADMIN|ROOT|SUPERUSER|OPERATOR|INITIAL|DEFAULT_USER)\w*PASS\w*)`
const TEXT = String.raw`(?<quote>["'])(?<value>(?:(?!\k<quote>).){3,64})\k<quote>`
const ADMIN_FALLBACKS: readonly RegExp[] = [
  new RegExp(String.raw`process\.env(?:\.|\[\s*["'])${ADMIN_VARIABLE}(?:["']\s*\])?\s*(?:\?\?|\|\|)\s*${TEXT}`, 'g'),
  new RegExp(String.raw`(?:environ\.get|getenv)\(\s*["']${ADMIN_VARIABLE}["']\s*\)\s*or\s+${TEXT}`, 'g'),
  new RegExp(
    String.raw`(?:environ\.get|getenv|\bconfig|\benv(?:\.str)?)\(\s*["']${ADMIN_VARIABLE}["']\s*,\s*(?:default\s*=\s*)?${TEXT}`,
    'g',
  ),
]

/** `process.env.ADMIN_PASSWORD ?? 'admin123'`: the account that everybody may try. */
export function adminFallbacks(context: PatternContext): void {
  const { reader } = context
  for (const module of reader.program.modules) {
    if (!isServed(reader, module.file)) continue
    const text = reader.textOf(module.file)
    if (!/PASS/.test(text) || !/env/i.test(text)) continue
    for (const match of ADMIN_FALLBACKS.flatMap((pattern) => [...text.matchAll(pattern)])) {
      const { name = '', value = '' } = match.groups ?? {}
      if (!isPassword(value)) continue
      const start = match.index
      context.emit({ module, function: functionRound(module, start) }, start, start + match[0].length, {
        kind: 'default-credentials',
        cwe: 1392,
        message: `${name} falls back to a password that stands in the source`,
        details: { account: name, length: value.length, isPrivileged: true },
        confidence: 'high',
      })
    }
  }
}

function functionRound(module: Module, offset: number): IrFunction {
  const around = module.functions.filter(({ index, start, end }) => index !== 0 && start <= offset && offset < end)
  return around.sort((a, b) => a.end - a.start - (b.end - b.start))[0] ?? functionAt(module, 0)
}
