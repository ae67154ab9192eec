import { definitionsOf } from '../engine/definitions.ts'
import type { Scope } from '../engine/program.ts'
import type { Instruction, Slot } from '../ir/ir.ts'
import { nameOf, type SlotRef } from '../routes/reader.ts'
import { originOf } from '../routes/registrars/origin.ts'
import { type CallFinder, constantOf, type InstructionFinder, optionOf, type PatternContext, wordsOf } from './context.ts'
import { listedSecrets } from './secret-lists.ts'
import { secretUse } from './secret-uses.ts'
import { fallbackSecret, isEnvironment, isWeakSecret, looksLikeSecret } from './secret-values.ts'
import { madeByFactory, unwrapped } from './wrapped-values.ts'

const SECRET_NAME =
  / (?:password|passwd|pwd|secret|secret key|api key|apikey|access key|auth token|access token|private key|encryption key|signing key|jwt key|client secret|db pass|database password|token|passphrase) $/
const NOT_SECRET_NAME =
  / (?:url|uri|path|file|name|field|header|prefix|regex|pattern|length|min|max|expires|expiry|ttl|type|policy|label|param|column|error|message|id|hint|help|placeholder|algorithm|schema|cookie name|url name) $/

/** What another service has given out: `placeholder` opens nothing there, as it would where it signs for this one. */
const OF_ANOTHER_SERVICE = / (?:api key|apikey|access token|auth token) $/

/** Where a list goes on. */
const OF_A_PAGE = / (?:page|next|continuation|cursor|sync|pagination) token $/

/** Secrets given to calls that need one. */
export const secretArguments: CallFinder = (context, call) => {
  const use = secretUse(context.reader, call)
  for (const value of use?.values ?? []) {
    const [only] = value.scope.module === call.module ? [] : definitionsOf(value.scope.module, value.scope.function, value.slot)
    const isElsewhere = only?.kind === 'instruction'
    usedSecret(context, value, isElsewhere ? { scope: value.scope, at: only.instruction } : { scope: call, at: call.call }, use?.what ?? '')
  }
}

/** `app.keys = config.keys` of Koa. */
export const cookieKeys: InstructionFinder = {
  ops: ['set'],
  find(context, scope, instruction) {
    if (instruction.op !== 'set' || instruction.key !== 'keys' || scope.module.language !== 'javascript') return
    if (!/^(?:koa|@\w+\/koa)\b/.test(nameOf(context.reader.denoter.denote(scope, instruction.object)))) return
    const list = originOf(context.reader, scope, instruction.src)
    const [keys, place] =
      list?.instruction.op === 'list'
        ? [
            { scope: list.scope, slot: list.instruction.dst },
            { scope: list.scope, at: list.instruction },
          ]
        : [
            { scope, slot: instruction.src },
            { scope, at: instruction },
          ]
    usedSecret(context, keys, place, 'key that signs the cookies')
  },
}

/** A secret that is handed to what needs one: told where it is written when that is another file, else where it is handed over. */
function usedSecret(
  context: PatternContext,
  { scope, slot }: SlotRef,
  place: { readonly scope: Scope; readonly at: { readonly start: number; readonly end: number } },
  what: string,
): void {
  const { reader } = context
  const denoted = reader.denoter.denote(scope, slot)
  const [secret] = [denoted, ...listedSecrets(reader, denoted)]
    .map((one) => (typeof one === 'string' ? one : constantOf(one)))
    .filter((one): one is string => typeof one === 'string' && looksLikeSecret(one))
  if (secret !== undefined) {
    context.emit(place.scope, place.at.start, place.at.end, {
      kind: 'hardcoded-secret',
      cwe: 798,
      message: `the ${what} stands in the source`,
      details: { use: what, length: secret.length, isWeak: isWeakSecret(secret) },
      confidence: 'high',
    })
    return
  }
  const fallback = fallbackSecret(context, scope, slot)
  if (fallback !== null)
    context.emit(place.scope, place.at.start, place.at.end, {
      kind: 'config-fallback-secret',
      cwe: 1188,
      message: `the ${what} falls back to a value in the source`,
      details: { use: what, length: fallback.length },
      confidence: 'high',
    })
}

/** Secrets of the configuration: constants, and environment variables with a fallback. */
export function secretSettings(context: PatternContext): void {
  for (const [name, settings] of context.settings) {
    if (!/(?:^|_)(?:SECRET|SECRET_KEY|PASSWORD|API_KEY|TOKEN|JWT_SECRET_KEY|SALT|PRIVATE_KEY|ACCESS_KEY|ENCRYPTION_KEY)$/.test(name))
      continue
    for (const setting of settings) {
      const value = constantOf(setting.denoted)
      if (typeof value === 'string' && looksLikeSecret(value)) {
        context.emit(setting.scope, setting.start, setting.end, {
          kind: 'hardcoded-secret',
          cwe: 798,
          message: `${name} stands in the source`,
          details: { use: name, length: value.length, isWeak: isWeakSecret(value) },
          confidence: 'high',
        })
        if (/JWT/.test(name) && isWeakSecret(value))
          context.emit(setting.scope, setting.start, setting.end, {
            kind: 'jwt-weak-secret',
            cwe: 326,
            message: `${name} has ${value.length} characters`,
            details: { length: value.length },
            confidence: 'high',
          })
        continue
      }
      const fallback = fallbackSecret(context, setting.scope, setting.slot)
      if (fallback !== null)
        context.emit(setting.scope, setting.start, setting.end, {
          kind: 'config-fallback-secret',
          cwe: 1188,
          message: `${name} falls back to a value in the source`,
          details: { use: name, length: fallback.length },
          confidence: 'high',
        })
    }
  }
}

/** Names that are given a secret: module constants, fields and entries such as `apiKey: '...'`, and what they fall back to. */
export const secretNames: InstructionFinder = {
  ops: ['move', 'const', 'call', 'set', 'dict', 'binary', 'function'],
  find: readInstruction,
}

function readInstruction(context: PatternContext, scope: Scope, instruction: Instruction): void {
  if (instruction.op === 'move') {
    const name = scope.function.names.get(instruction.dst)
    if (name !== undefined) named(context, scope, name, instruction.src, instruction)
  } else if (instruction.op === 'const' || instruction.op === 'call') {
    const name = scope.function.names.get(instruction.dst)
    if (name !== undefined) named(context, scope, name, instruction.dst, instruction)
  } else if (instruction.op === 'set') named(context, scope, instruction.key, instruction.src, instruction)
  else if (instruction.op === 'dict') {
    for (const entry of instruction.entries) if (entry.kind === 'entry') named(context, scope, entry.key, entry.value, instruction)
  } else if (instruction.op === 'function') returnedSecret(context, scope, instruction.function)
  else if (instruction.op === 'binary' && (instruction.operator === '==' || instruction.operator === '!='))
    comparison(context, scope, instruction)
}

/** `const password = async () => '...'`, `const jwtSecret = (config) => config.get('JWT_SECRET', '...')`: a function that does nothing but give the secret. */
function returnedSecret(context: PatternContext, { module }: Scope, index: number): void {
  const inner = module.functions[index]
  const [only, ...more] = inner?.blocks ?? []
  if (inner === undefined || only === undefined || more.length > 0 || only.terminator.op !== 'return') return
  const { src } = only.terminator
  const given = only.instructions.find((one) => (one.op === 'const' || one.op === 'call') && one.dst === src)
  const name = inner.name.slice(inner.name.lastIndexOf('.') + 1)
  if (given !== undefined) named(context, { module, function: inner }, name, src, given)
}

function named(
  context: PatternContext,
  outer: Scope,
  name: string,
  given: Slot,
  at: { readonly start: number; readonly end: number },
): void {
  // A name of several words is a text of people, such as a translation.
  if (!/pass|pwd|secret|token|key/i.test(name) || /[\s/]/.test(name)) return
  const { scope, slot: value } = madeByFactory(context.reader, outer, given) ?? { scope: outer, slot: given }
  const slot = unwrapped(context.reader, scope, value)
  const words = ` ${wordsOf(name).trim()} `
  if (!SECRET_NAME.test(words) || NOT_SECRET_NAME.test(words) || OF_A_PAGE.test(words)) return
  const denoted = context.reader.denoter.denote(scope, slot)
  const place = placeOf(scope, slot, at)
  if (denoted.kind === 'constant' && typeof denoted.value === 'string') {
    // What only passes a constant of another place on is reported there.
    if (!definitionsOf(scope.module, scope.function, slot).some((one) => one.kind === 'instruction' && one.instruction.op === 'const'))
      return
    if (isValueOfSecret(name, denoted.value))
      context.emit(scope, place.start, place.end, {
        kind: 'hardcoded-secret',
        cwe: 798,
        message: `${name} is given a value in the source`,
        details: { use: name, length: denoted.value.length, isWeak: isWeakSecret(denoted.value) },
        confidence: 'medium',
      })
    return
  }
  if (isEnvironment(nameOf(denoted)) && denoted.kind === 'library' && denoted.origin === null) return
  const fallback = fallbackSecret(context, scope, slot)
  const isNoKey = OF_ANOTHER_SERVICE.test(words) && fallback !== null && !looksLikeSecret(fallback)
  if (fallback !== null && !isNoKey && !/^https?:|^\.{0,2}\//.test(fallback))
    context.emit(scope, place.start, place.end, {
      kind: 'config-fallback-secret',
      cwe: 1188,
      message: `${name} falls back to a value in the source`,
      details: { use: name, length: fallback.length },
      confidence: 'high',
    })
}

/** `shop:enterPassword`, `shop.accounts:Token`: the key of a translated text, and the name of a class. */
const KEY_OF_TEXT = /^[a-z][a-z-]*:[a-z]+(?:[A-Z][a-z]+)+$|^[a-z_]\w*(?:\.\w+)+:\w+$/

/** Whether a text under such a name is a secret, and no label of a form, message or name of a field. */
function isValueOfSecret(name: string, value: string): boolean {
  // A word of a language: the label of a field, translated.
  if (/^[\p{L}\p{M}]+$/u.test(value) && /[^a-z]/i.test(value)) return false
  // `SET_TOKEN = 'session/SET_TOKEN'`: the name of an action.
  if (value.endsWith(name) && /^[a-z][\w-]*[/:.]$/i.test(value.slice(0, -name.length)) && /^[A-Z]+(?:_[A-Z]+)+$/.test(name)) return false
  // `OAUTH2_TOKEN = 'oauth2-token'` names a kind of token.
  if (
    /^[a-z\d]+(?:[-_][a-z\d]+)+$/.test(value) &&
    wordsOf(name).trim() === wordsOf(value).trim() &&
    / token$/.test(wordsOf(name).trimEnd())
  )
    return false
  if (value.length < 8 || !looksLikeSecret(value) || /\s/.test(value) || KEY_OF_TEXT.test(value)) return false
  if (/^[A-Z]?[a-z]+(?:[-_.][a-z]+)*$/.test(value))
    return /^[A-Z][A-Z0-9_]*$/.test(name) && !/^(?:password|passphrase|secret|token|apikey)s?$/i.test(value)
  return /\d/.test(value) || value.length >= 16 || / (?:secret|password|passwd|pwd|api key|apikey) $/.test(` ${wordsOf(name).trim()} `)
}

function placeOf(
  scope: Scope,
  slot: Slot,
  at: { readonly start: number; readonly end: number },
): { readonly start: number; readonly end: number } {
  const only = definitionsOf(scope.module, scope.function, slot)[0]
  return only?.kind === 'instruction' ? only.instruction : at
}

const LOGIN_NAME = /^(?:admin|administrator|root|user|test|guest|demo|sa|postgres)$/i

/** `password == 'admin123'`: an account whose password is the same everywhere. */
function comparison(context: PatternContext, scope: Scope, instruction: Extract<Instruction, { op: 'binary' }>): void {
  const { reader } = context
  for (const [side, other] of [
    [instruction.left, instruction.right],
    [instruction.right, instruction.left],
  ] as const) {
    const denoted = CREDENTIAL_PART.test(nameOfSlot(context, scope, other)) ? reader.denoter.denote(scope, side) : null
    if (denoted?.kind !== 'constant' || typeof denoted.value !== 'string' || denoted.value.length < 4) continue
    if (
      !CREDENTIAL_NAME.test(nameOfSlot(context, scope, other)) ||
      CREDENTIAL_NAME.test(denoted.value) ||
      NO_VALUE.test(denoted.value) ||
      /^(?:string|number|object|undefined|function)$/.test(denoted.value)
    )
      continue
    // Who compares the configuration with the value it is shipped with warns of it or refuses it.
    if (isOfConfiguration(context, scope, instruction)) continue
    if (KNOWN_AS_BAD.test(nameOfSlot(context, scope, side)) || throwsWhenEqual(scope, instruction)) continue
    context.emit(scope, instruction.start, instruction.end, {
      kind: 'default-credentials',
      cwe: 798,
      message: 'a credential is compared with a value in the source',
      details: { length: denoted.value.length },
      confidence: 'medium',
    })
  }
}

/** `LEGACY_DEFAULT_PASSWORD`, `FAILED_TO_DECRYPT`: what is asked for to be refused, or stands for a password that is not there. */
const KNOWN_AS_BAD =
  /legacy|insecure|weak|banned|forbidden|disallowed|compromised|leaked|shipped|default|fail|censor|mask|placeholder|dummy/i

/** `if password == DEFAULT: raise Refused`. */
function throwsWhenEqual({ function: fn }: Scope, { operator, dst }: Extract<Instruction, { op: 'binary' }>): boolean {
  return fn.blocks.some(({ terminator }) => {
    if (terminator.op !== 'branch' || terminator.condition !== dst) return false
    return fn.blocks[operator.startsWith('!') ? terminator.else : terminator.then]?.terminator.op === 'throw'
  })
}

const CONFIGURATION_OWNER = /(?:^|[^\w])(?:\w*(?:[cC]onfig(?:uration)?|[oO]ptions|[sS]ettings)|conf|opts|env|environ)(?:\??\.|\[|\b)/

function isOfConfiguration(
  { reader }: PatternContext,
  scope: Scope,
  { start, end }: { readonly start: number; readonly end: number },
): boolean {
  return CONFIGURATION_OWNER.test(reader.textOf(scope.module.file).slice(start, end))
}

/** What stands for a password that nobody has set. */
const NO_VALUE = /^(?:[A-Z]+(?:_[A-Z]+)+|(?:not|un)[-_ ]?(?:set|specified|given|usable)|none|null)$/

const CREDENTIAL_PART = /pass|pwd|key|secret/i
const CREDENTIAL_NAME = /^(?:\w+[_-])?(?:password|passwd|pwd|api_?key|secret|passcode|passphrase)$/i

/** The name under which a value was read: a variable, a property, a key. */
function nameOfSlot({ reader }: PatternContext, scope: Scope, slot: Slot): string {
  const name = scope.function.names.get(slot)
  if (name !== undefined) return name
  const only = definitionsOf(scope.module, scope.function, slot)[0]
  if (only?.kind !== 'instruction') return ''
  const { instruction } = only
  if (instruction.op === 'get') return instruction.key
  const key =
    instruction.op === 'index'
      ? instruction.index
      : instruction.op === 'call' && instruction.method === 'get'
        ? (instruction.args[0]?.value ?? -1)
        : -1
  const denoted = key < 0 ? undefined : reader.denoter.denote(scope, key)
  if (denoted?.kind === 'constant' && typeof denoted.value === 'string') return denoted.value
  if (instruction.op === 'load-up') return scope.module.functions[instruction.function]?.names.get(instruction.slot) ?? ''
  return ''
}

const PASSWORD_ARGUMENTS: ReadonlySet<string> = new Set(['password', 'passwd', 'pwd', 'pass'])

/** Accounts that are made with a password everybody knows: `create_user('admin', password='admin')`, `{ username: 'admin', password: 'admin' }`. */
export const defaultAccounts: CallFinder = (context, call) => {
  // Objects of options are read where they stand, with the seeded accounts.
  if (!call.call.args.some((argument) => argument.kind === 'named' && PASSWORD_ARGUMENTS.has(argument.name))) return
  const password = optionOf(context, call, 'password', 'passwd', 'pwd', 'pass')
  const login = optionOf(context, call, 'username', 'user', 'login', 'email', 'name', 'role')
  const value = constantOf(password)
  const name = constantOf(login)
  if (typeof value !== 'string' || value === '' || typeof name !== 'string') return
  if (!LOGIN_NAME.test(name.split('@')[0] ?? '') || /^(?:psycopg|pymysql|mysql|pg\.|knex|sequelize)/.test(call.name)) return
  context.emitCall(call, {
    kind: 'default-credentials',
    cwe: 1392,
    message: `an account ${name} is made with a password that stands in the source`,
    details: { account: name, length: value.length },
    confidence: 'high',
  })
}
