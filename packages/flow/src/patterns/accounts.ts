import { definitionsOf } from '../engine/definitions.ts'
import type { Scope } from '../engine/program.ts'
import type { Instruction } from '../ir/ir.ts'
import { isServed, slotText } from '../routes/reader.ts'
import { asksByFunction } from './asked-passwords.ts'
import { argumentAt, type CallFinder, constantOf, type InstructionFinder, type PatternContext } from './context.ts'
import { readByName, readByRule, readsAnywhere } from './password-readers.ts'
import { saysAnywhere } from './said-anywhere.ts'

/** ASVS 5.0, 6.2.1: at least 8 characters. */
const MIN_PASSWORD = 8

/** Rules for new passwords that let short ones through: comparisons of the length, schemas with a minimum. */
export const passwordRules: InstructionFinder = {
  ops: ['binary', 'dict', 'call'],
  find(context, scope, instruction) {
    if (instruction.op === 'binary') lengthRule(context, scope, instruction)
    else if (instruction.op === 'dict') schemaRule(context, scope, instruction)
    const read = instruction.op === 'binary' ? readByName(context, scope, instruction) : readByRule(context, scope, instruction)
    for (const { at, least } of read) report(context, scope, at, least)
  },
}

function report(context: PatternContext, scope: Scope, at: { readonly start: number; readonly end: number }, least: number): void {
  if (least < MIN_PASSWORD)
    context.emit(scope, at.start, at.end, {
      kind: 'weak-password-policy',
      cwe: 521,
      message: `passwords of ${least} characters are accepted`,
      details: { least },
      confidence: 'high',
    })
  else context.examine('weak-password-policy', scope, at.start, at.end)
}

function lengthRule(context: PatternContext, scope: Scope, instruction: Extract<Instruction, { op: 'binary' }>): void {
  const { operator: written } = instruction
  if (written !== '<' && written !== '<=' && written !== '>' && written !== '>=') return
  const text = context.reader.textOf(scope.module.file).slice(instruction.start, instruction.end)
  if (!/(?:len\(\s*[\w.[\]'"]*(?:password|passwd|pwd)\w*['"\]]*\s*\)|(?:password|passwd|pwd)\w*['"\]]*\??\.length)/i.test(text)) return
  const right = constantOf(context.reader.denoter.denote(scope, instruction.right))
  const left = constantOf(context.reader.denoter.denote(scope, instruction.left))
  const value = typeof right === 'number' ? right : typeof left === 'number' ? left : null
  if (value === null || value > 40) return
  const operator =
    typeof right === 'number'
      ? instruction.operator
      : { '<': '>', '<=': '>=', '>': '<', '>=': '<=' }[instruction.operator as '<' | '<=' | '>' | '>=']
  // `length < n` and `length >= n` mean n; `length <= n` and `length > n` mean n + 1.
  report(context, scope, instruction, operator === '<=' || operator === '>' ? value + 1 : value)
}

/** `{ password: z.string().min(4) }`, `{ password: { type: 'string', minLength: 4 } }`. */
function schemaRule(context: PatternContext, scope: Scope, instruction: Extract<Instruction, { op: 'dict' }>): void {
  const { reader } = context
  for (const entry of instruction.entries) {
    if (entry.kind !== 'entry' || !/^(?:new_?)?(?:password|passwd|pwd)$/i.test(entry.key)) continue
    const denoted = reader.denoter.denote(scope, entry.value)
    if (denoted.kind === 'dict') {
      const least = constantOf(denoted.entries.get('minLength') ?? denoted.entries.get('minlength'))
      if (typeof least === 'number' && least > 1) report(context, scope, instruction, least)
      continue
    }
    const least = minimumOf(context, scope, entry.value)
    // A minimum of one says that the field must not be empty: the schema of a login, not a rule for new passwords.
    if (least !== null && (least > 1 || isRuleForNew(context, scope, instruction, entry))) report(context, scope, instruction, least)
  }
}

/** `{ current: z.string(), password: z.string().min(1) }`: beside the old password stands the new one, which nothing else is asked of either. */
function isRuleForNew(
  context: PatternContext,
  scope: Scope,
  { entries }: Extract<Instruction, { op: 'dict' }>,
  entry: { readonly key: string; readonly value: number },
): boolean {
  const hasOld = entries.some(
    (one) => one.kind === 'entry' && /^(?:current|old|present|existing)(?:_?(?:password|passwd|pwd))?$/i.test(one.key),
  )
  return (
    (hasOld || /^new/i.test(entry.key)) && !ASKS_MORE.test(slotText(context.reader, scope, entry.value)) && !saysAnywhere(context, POLICY)
  )
}

const ASKS_MORE = /\.(?:refine|superRefine|regex|pipe|custom|check|pattern|matches|test)\(/
/** A rule that the service asks elsewhere. */
const POLICY =
  /\b(?:check|assert|validate|ensure|enforce|require|verify|is)\w*(?:Strong|Strength|Policy|Acceptable|Weak|Pwned|Breach|NewPassword)\w*\(|zxcvbn|pwned|(?:password|passwd|pwd|next)\w*\.length/i

/** The argument of `.min(n)` in a chain of schema calls. */
function minimumOf({ reader }: PatternContext, scope: Scope, slot: number): number | null {
  let at = slot
  for (let step = 0; step < 12; step += 1) {
    const only = definitionsOf(scope.module, scope.function, at)[0]
    if (only?.kind !== 'instruction') return null
    const { instruction } = only
    if (instruction.op === 'move') at = instruction.src
    else if (instruction.op !== 'call') return null
    else {
      if (instruction.method === 'min' || instruction.method === 'minLength') {
        const value = constantOf(reader.denoter.argument(scope, instruction, 0))
        return typeof value === 'number' ? value : null
      }
      if (instruction.receiver < 0) return null
      at = instruction.receiver
    }
  }
  return null
}

/** Python schemas: `Field(min_length=4)`, `fields.Str(validate=Length(min=4))` on a line that names a password. */
export const passwordFields: CallFinder = (context, call) => {
  if (
    !/^(?:pydantic(?:\.\w+)?\.(?:Field|constr)|marshmallow\.validate\.Length|wtforms\.validators\.Length|class-validator\.(?:Min)?Length|django\.forms\.CharField|django\.core\.validators\.MinLengthValidator)$/.test(
      call.name,
    )
  )
    return
  const text = context.reader.textOf(call.module.file)
  const from = text.lastIndexOf('\n', call.call.start) + 1
  const line = call.module.language === 'javascript' ? text.slice(from, endOfField(text, call.call.end)) : text.slice(from, call.call.end)
  if (!/password|passwd/i.test(line)) return
  const least = constantOf(
    argumentAt(context, call, /MinLength|class-validator/.test(call.name) ? 0 : -1, 'min_length') ?? argumentAt(context, call, -1, 'min'),
  )
  // As in the schema of a login, where a minimum of one says that something has to be sent.
  if (typeof least === 'number' && least > 1) report(context, call, call.call, least)
}

const FIELD = /^[^;{}]{0,160}?\b\w+\s*[?!]?\s*:/

/** Where the name of the field ends that a decorator stands before. */
function endOfField(text: string, from: number): number {
  return from + (FIELD.exec(text.slice(from, from + 240))?.[0].length ?? 0)
}

const POLICY_LIBRARY =
  /zxcvbn|password-validator|password_strength|owasp-password|check-password-strength|joi-password|django\.contrib\.auth|AUTH_PASSWORD_VALIDATORS|passport-local-mongoose|flask_security|fastapi_users|better-auth|supertokens|auth0|keycloak|cognito|firebase/i

/** A registration that asks nothing of the new password. */
export function unaskedPasswords(context: PatternContext): void {
  const { reader } = context
  for (const { fact, handler } of context.routes) {
    if (handler === null || fact.method === 'GET') continue
    const text = reader.textOf(handler.module.file).slice(handler.function.start, handler.function.end)
    const takesPassword =
      /password|passwd|\bpwd\b/i.test(text) || (fact.body?.fields.some((field) => /password|passwd/i.test(field.name)) ?? false)
    const makesAccount = fact.purpose === 'register' || (fact.purpose === 'other' && fact.guards.length === 0 && MAKES_ACCOUNT.test(text))
    if (!makesAccount || !takesPassword || asksSomething(context)) continue
    context.emit(handler, handler.function.start, handler.function.end, {
      kind: 'weak-password-policy',
      cwe: 521,
      message: `${fact.method} ${fact.path} takes a password of any length`,
      details: { least: 0, route: `${fact.method} ${fact.path}` },
      confidence: 'medium',
    })
  }
}

/** A new row that holds the hash of a password. */
const MAKES_ACCOUNT = /(?:insert|create|add|save)\w*\([^;]{0,400}(?:hash|digest|encrypt|bcrypt|argon)\w*\s*\([^()]*password/i
const ASKED_LENGTH = /len\(\s*[\w.[\]'"]*(?:password|passwd|pwd)|(?:password|passwd|pwd)\w*['"\]]*\)?\??\.length/i
const DECLARED_RULE =
  /(?:password|passwd|pwd)['"]?\s*[:=](?:[^\n]|\n(?=\s*(?:\.|[\w.]+\())){0,200}(?:min_?length|\.min\(|\bmin\s*[:=]|min_size|\bLength\(|isLength|StrongPassword|\bpattern\b|\bregex\b|\.matches\()|@(?:Length|MinLength|IsStrongPassword|Matches)\([^\n]*\s+(?:@[^\n]*\s+)?(?:readonly\s+|public\s+)?(?:new)?(?:password|passwd|pwd)\b/i
/** `def password(**more): return fields.String(validate=Length(min=10), **more)`: the field of every password. */
const DECLARED_BY_HELPER =
  /(?:\bdef|\bfunction|\bconst)\s+\w*(?:password|passwd|pwd)\w*\s*(?:=\s*)?\([^()]*\)[^\n]{0,40}\s+(?:return\s)?[^\n]*(?:\bLength\(|min_?length|\bmin\s*=|\.min\(|isLength)/i
/** `validatePassword(...)`, `check_password_strength(...)`; not `verify_password(...)`, which compares. */
const RULE_FUNCTION =
  /(?:validate|assert|ensure)_?(?:new_?|strong_?)?password|password_?(?:policy|strength|rules|validator|schema)\w*\s*[.(]/i
const asked = new WeakMap<PatternContext, boolean>()

/** Whether anything in the tree looks at the length or the strength of a password: then it is that rule which is judged. */
function asksSomething(context: PatternContext): boolean {
  const known = asked.get(context)
  if (known !== undefined) return known
  const { reader } = context
  const found = reader.program.modules.some((module) => {
    if (!isServed(reader, module.file)) return false
    const text = reader.textOf(module.file)
    return (
      POLICY_LIBRARY.test(text) ||
      ASKED_LENGTH.test(text) ||
      DECLARED_RULE.test(text) ||
      DECLARED_BY_HELPER.test(text) ||
      RULE_FUNCTION.test(text)
    )
  })
  const isAsked = found || readsAnywhere(context) || asksByFunction(reader)
  asked.set(context, isAsked)
  return isAsked
}
