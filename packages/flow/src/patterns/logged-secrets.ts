import { definitionsOf } from '../engine/definitions.ts'
import type { Denotation } from '../engine/denotation.ts'
import { MASKING_PROCESSOR } from '../engine/log-format.ts'
import type { Scope } from '../engine/program.ts'
import type { Instruction, Slot } from '../ir/ir.ts'
import { dictEntries } from '../routes/handler-values.ts'
import { definitionBehind, isServed, type SeenCall, stringAt } from '../routes/reader.ts'
import { type CallFinder, type InstructionFinder, type PatternContext, wordsOf } from './context.ts'
import { isOwnLog } from './own-loggers.ts'

const LOG =
  /^(?:console\.(?:log|info|warn|error|debug|trace)|logging\.(?:getLogger\(\)\.)?(?:debug|info|warning|warn|error|critical|exception|log)|print|loguru\.logger\.\w+|(?:pino|winston|structlog|bunyan)\b.*\.(?:trace|debug|info|warn|warning|error|fatal|verbose|bind)|@nestjs\/common\.Logger\(\)\.(?:log|debug|warn|error|verbose|fatal)|js\.Logger\.\w+)$/
/** What opens something by itself; counts, places in a list and marks of forms are called tokens too. */
const SECRET =
  / (?:password|passwd|passphrase|(?:reset|access|refresh|auth|api|bearer|session|invite|invitation|verification|activation|magic|login|recovery|id) token|api key|apikey|client secret|secret key|private key|card number|cvv|cvc|otp|one time code|authorization) $/
const HIDDEN = /mask|redact|hash|digest|hidden|obscure|censor|short|prefix|last4|fingerprint|length|count|exists|has_|is_/i
const MAX_DEPTH = 6

/** Secrets by their name in what is logged, inside texts and objects too, and whole objects that hold one. */
export const loggedSecrets: CallFinder = (context, call) => {
  if (!isServed(context.reader, call.module.file) || !(LOG.test(call.name) || isOwnLog(context.reader, call))) return
  for (const argument of call.call.args) {
    const isNamed = argument.kind === 'named' && isSecretName(argument.name) && isShown(context, call, argument.value)
    const name = isNamed ? argument.name : secretIn(context, call, argument.value, 0)
    if (name === null || redacts(context, name)) continue
    context.emitCall(call, {
      kind: 'sensitive-log-pattern',
      cwe: 532,
      message: `${name} is logged`,
      details: { name },
      confidence: 'medium',
    })
    return
  }
}

const redacting = new WeakMap<PatternContext, readonly string[] | null>()

/** Whether a logger takes out by itself what goes by that name. */
function redacts(context: PatternContext, name: string): boolean {
  const paths = redactedPaths(context)
  return paths === null || paths.some((path) => path.endsWith('*') || path.toLowerCase().split('.').includes(name.toLowerCase()))
}

/** The paths that loggers of the tree leave out, where they are all written out; null where anything may be left out. */
function redactedPaths(context: PatternContext): readonly string[] | null {
  const known = redacting.get(context)
  if (known !== undefined) return known
  const { reader } = context
  const texts = reader.program.modules.filter(({ file }) => isServed(reader, file)).map(({ file }) => reader.textOf(file))
  const isHidden = texts.some((text) => REDACTOR.test(text) || (REDACTS.test(text) && !LISTED_PATHS.test(text)))
  const masks = reader.program.modules.some(({ file }) => MASKING_PROCESSOR.test(reader.textOf(file)))
  const paths = texts.flatMap((text) =>
    [...(LISTED_PATHS.exec(text)?.[1] ?? '').matchAll(/(["'`])([^"'`]+)\1/g)].map(([, , path = '']) => path),
  )
  const found = isHidden || masks ? null : paths
  redacting.set(context, found)
  return found
}

const REDACTOR = /RedactingFilter|\bredactor\b|addFilter\(\s*\w*(?:Redact|Secret|Sensitive|Mask)/
const REDACTS = /\bredact\s*[:(]/
/** `redact: ['password']`, `redact: { paths: ['*.token'] }`. */
const LISTED_PATHS =
  /\bredact\s*:\s*(?:\{\s*(?:censor\s*:[^,{}]*,\s*|remove\s*:\s*\w+\s*,\s*)*paths\s*:\s*)?\[((?:\s*(?:'[^'\n]*'|"[^"\n]*"|`[^`$\n]*`)\s*,?)*)\s*\]/

/** `serializers: { req: (req) => ({ url: req.url, headers: req.headers }) }`: whatever a caller sends to prove who it is stands in each line. */
export const serializedHeaders: InstructionFinder = {
  ops: ['dict'],
  find(context, scope, instruction) {
    if (instruction.op !== 'dict' || scope.module.language !== 'javascript') return
    for (const serializers of dictEntries(scope, instruction.dst).filter(({ key }) => key === 'serializers'))
      for (const { key, scope: where, value } of dictEntries(serializers.scope, serializers.value)) {
        const made = /^(?:req|request)$/.test(key) ? context.reader.denoter.denote(where, value) : null
        if (made?.kind === 'function') headersIn(context, made)
      }
  },
}

function headersIn(context: PatternContext, { module, function: fn }: Denotation & { kind: 'function' }): void {
  const scope = { module, function: fn }
  const [request] = fn.parameters
  for (const { terminator } of fn.blocks) {
    if (terminator.op !== 'return') continue
    for (const { scope: where, value } of dictEntries(scope, terminator.src)) {
      const read = definitionBehind(where, value)?.instruction
      if (read?.op !== 'get' || read.key !== 'headers' || !isOfGiven(scope, read.object, request?.slot ?? -1)) continue
      const paths = redactedPaths(context)
      if (paths === null || paths.some((path) => /headers|\*/.test(path))) continue
      context.emit(scope, read.start, read.end, {
        kind: 'sensitive-log-pattern',
        cwe: 532,
        message: 'all headers of each request are logged, with tokens and cookies',
        details: { name: 'headers' },
        confidence: 'high',
      })
    }
  }
}

/** The parameter, or `req.raw` of it. */
function isOfGiven(scope: Scope, slot: Slot, given: Slot): boolean {
  if (slot === given) return true
  const behind = definitionBehind(scope, slot)?.instruction
  return behind?.op === 'get' && behind.key === 'raw' && behind.object === given
}

/** The name of the secret that a value is or holds; null when it holds none that we know of. */
function secretIn(context: PatternContext, scope: Scope, slot: Slot, depth: number): string | null {
  if (slot < 0 || depth > MAX_DEPTH) return null
  const denoted = context.reader.denoter.denote(scope, slot)
  if (denoted.kind === 'constant' || denoted.kind === 'function') return null
  const whole = secretField(denoted)
  if (whole !== null) return whole
  const own = scope.function.names.get(slot)
  if (own !== undefined && (isSecretName(own) || isFreshSecret(context, scope, slot, own))) return own
  for (const definition of definitionsOf(scope.module, scope.function, slot)) {
    const found = definition.kind === 'instruction' ? secretOf(context, scope, definition.instruction, depth) : null
    if (found !== null) return found
  }
  return null
}

function secretOf(context: PatternContext, scope: Scope, instruction: Instruction, depth: number): string | null {
  const first = (slots: readonly Slot[]): string | null => {
    for (const slot of slots) {
      const found = secretIn(context, scope, slot, depth + 1)
      if (found !== null) return found
    }
    return null
  }
  switch (instruction.op) {
    case 'move':
    case 'await':
      return first([instruction.src])
    case 'template':
      return (
        parameterOfAddress(context, scope, instruction.parts) ??
        linkIn(context, scope, instruction.parts) ??
        first(instruction.parts.filter((part): part is Slot => typeof part !== 'string'))
      )
    case 'binary':
      if (instruction.operator === '+' && isOpenLink(stringAt(context.reader, scope, instruction.left) ?? '')) return 'a link with a token'
      return instruction.operator === '+' || instruction.operator === '%' ? first([instruction.left, instruction.right]) : null
    case 'list':
      return first(instruction.items)
    case 'dict':
      for (const entry of instruction.entries)
        if (entry.kind === 'entry' && isSecretName(entry.key) && isShown(context, scope, entry.value)) return entry.key
      return first(instruction.entries.map(({ value }) => value))
    case 'get':
      if (isSecretName(instruction.key)) return instruction.key
      if (WHOLE_PARTS.test(instruction.key) && isOfRequest(scope, instruction.object)) return instruction.key
      return computedField(context, scope, instruction, depth)
    case 'index': {
      const key = stringAt(context.reader, scope, instruction.index)
      return key !== null && isSecretName(key) ? key : null
    }
    case 'call': {
      const call = context.reader.seenCall(instruction)
      return call === undefined ? null : (secretOfCall(context, call, first) ?? linkOfCall(context, call, depth))
    }
    default:
      return null
  }
}

const SECRET_PARAMETER = /[?&;]((?:reset_?|access_?|auth_?|invite_?|login_?|magic_?)?token|api_?key|password|secret|otp)=$/i

/** `https://shop.example/reset?token=${token}`: whoever reads the log may go there. */
function parameterOfAddress(context: PatternContext, scope: Scope, parts: readonly (string | Slot)[]): string | null {
  for (const [index, part] of parts.entries()) {
    const before = parts[index - 1]
    const name = typeof part === 'number' && typeof before === 'string' ? SECRET_PARAMETER.exec(before)?.[1] : undefined
    if (name === undefined || typeof part !== 'number' || HIDDEN.test(scope.function.names.get(part) ?? '')) continue
    const isGiven = scope.function.parameters.some(({ slot }) => slot === part)
    if (isGiven || isShown(context, scope, part)) return name
  }
  return null
}

const FRESH_SECRET =
  /^(?:secrets\.(?:token_\w+|choice|randbelow)|jwt\.encode|jose\.jwt\.encode)$|\.make_token$|^(?:.*\.)?create_(?:access|refresh)_token$/
const NAME_OF_SECRET = / (?:token|otp|pin|passcode|password|secret|key) $/
const NAME_OF_MARK = / (?:request|trace|correlation|csrf|page|cursor|lock|task|job|run|cache|idempotency|session) /

/** A variable with the name of a secret that was just drawn or signed. */
function isFreshSecret({ reader }: PatternContext, scope: Scope, slot: Slot, name: string): boolean {
  const words = ` ${wordsOf(name).trim()} `
  const behind = definitionBehind(scope, slot)?.instruction
  return (
    behind?.op === 'call' &&
    NAME_OF_SECRET.test(words) &&
    !NAME_OF_MARK.test(words) &&
    (FRESH_SECRET.test(reader.seenCall(behind)?.name ?? '') || MAKES_SECRET.test(makerOf(reader.seenCall(behind))))
  )
}

/** A function of the tree that makes what opens something: `makeKey('live')`. */
const MAKES_SECRET =
  /(?:^|\.)_?(?:make|generate|create|new|mint|draw|random)_?(?:api|secret|access|invite)?_?(?:key|token|secret|password|passcode|otp|pin)$/i

const makerOf = (call: SeenCall | undefined): string => (call?.callee.kind === 'function' ? call.callee.function.name : '')

/** `headers.get("Authorization")`, `credentials.model_dump()`, `JSON.stringify({ password })`. */
function secretOfCall(context: PatternContext, call: SeenCall, first: (slots: readonly Slot[]) => string | null): string | null {
  if (/^(?:get|header|getHeader|pop)$/.test(call.method) && call.call.args.length > 0) {
    const key = stringAt(context.reader, call, call.call.args[0]?.value ?? -1)
    return key !== null && isSecretName(key) ? key : null
  }
  if (/^(?:model_dump|model_dump_json|dict|json|asdict|toJSON|toObject)$/.test(call.method) && call.call.receiver >= 0)
    return call.call.args.some(({ kind }) => kind !== 'positional')
      ? null
      : secretField(context.reader.denoter.denote(call, call.call.receiver))
  if (/^(?:JSON\.stringify|json\.dumps|dict|str|repr|String|dataclasses\.asdict|util\.inspect|vars)$/.test(call.name))
    return first(call.call.args.slice(0, 1).map(({ value }) => value))
  return null
}

/** What stands before the secret of a link that lets in whoever opens it. */
const OPEN_LINK =
  /(?:[?&#](?:(?:reset|verification|verify|confirm|invite|access|auth|magic)?_?token|ticket|otp)=|\/(?:reset(?:-password)?|verify(?:-email)?|confirm|activate|invite|magic(?:-link)?)\/)$/i

const isOpenLink = (text: string): boolean => OPEN_LINK.test(text)

function linkIn({ reader }: PatternContext, scope: Scope, parts: readonly (string | Slot)[]): string | null {
  const isLink = parts.some((part, index) => {
    const before = parts[index - 1]
    if (typeof part === 'string' || typeof before !== 'string' || !isOpenLink(before)) return false
    const name = scope.function.names.get(part) ?? ''
    return !HIDDEN.test(name) && !/id$/i.test(name) && reader.denoter.denote(scope, part).kind !== 'constant'
  })
  return isLink ? 'a link with a token' : null
}

const LINK_NAME = /link|url|href/i

/** `resetLink(user)`: a function of ours that writes the link. */
function linkOfCall(context: PatternContext, { callee, call }: SeenCall, depth: number): string | null {
  if (callee.kind !== 'function' || !LINK_NAME.test(callee.function.name) || call.op !== 'call') return null
  return returned(context, callee, depth)
}

/** `get url()` of a class of ours. */
function computedField(
  context: PatternContext,
  scope: Scope,
  { object, key }: { object: Slot; key: string },
  depth: number,
): string | null {
  if (!LINK_NAME.test(key)) return null
  const owner = context.reader.denoter.denote(scope, object)
  const getter = owner.kind === 'instance' ? context.reader.denoter.getter(owner.module, owner.class, key) : null
  return getter === null ? null : returned(context, getter, depth)
}

function returned(context: PatternContext, scope: Scope, depth: number): string | null {
  for (const { terminator } of scope.function.blocks) {
    const found =
      terminator.op === 'return' ? secretIn(context, { module: scope.module, function: scope.function }, terminator.src, depth + 2) : null
    if (found !== null) return found
  }
  return null
}

/** Whether a value is written as it is: no constant, and nothing that a function has masked. */
function isShown({ reader }: PatternContext, scope: Scope, slot: Slot): boolean {
  const denoted = reader.denoter.denote(scope, slot)
  if (denoted.kind === 'constant') return false
  const behind = definitionBehind(scope, slot)?.instruction
  if (behind === undefined || behind.op === 'get' || behind.op === 'index') return !HIDDEN.test(behind?.op === 'get' ? behind.key : '')
  if (behind.op !== 'call') return behind.op === 'template'
  return /token|urlsafe|random|uuid|sign|encode|generate|create|issue|make/i.test(reader.seenCall(behind)?.name || behind.method)
}

/** Parts of a request that carry what nobody may read: tokens, sessions, the form of a sign-in. */
const WHOLE_PARTS = /^(?:headers|COOKIES|cookies|POST)$/
const REQUEST_OBJECT = /^(?:req|request|config|options|requestConfig|originalRequest)$/

/** All headers of a request, those with the token of the caller among them; also of one that a client has sent: `error.config.headers`. */
function isOfRequest(scope: Scope, slot: Slot): boolean {
  const behind = definitionBehind(scope, slot)?.instruction
  const name =
    behind?.op === 'get'
      ? behind.key
      : behind?.op === 'load-up'
        ? (scope.module.functions[behind.function]?.names.get(behind.slot) ?? '')
        : (scope.function.names.get(slot) ?? '')
  return REQUEST_OBJECT.test(name)
}

function isSecretName(name: string): boolean {
  return !HIDDEN.test(name) && SECRET.test(` ${wordsOf(name).trim()} `)
}

/** The field of a model of the request that is a secret in plain text. */
function secretField(denoted: Denotation): string | null {
  if (denoted.kind !== 'instance') return null
  const { class: owner, module } = denoted
  // A plain class of Python prints its address; a model and a dataclass print their fields, an object of JavaScript too.
  const isPrinted = module.language === 'javascript' || owner.bases.length > 0 || owner.decorators.length > 0
  const field = isPrinted
    ? owner.members.find(({ kind, name, type }) => kind === 'field' && isSecretName(name) && /^(?:str|string)$/.test(type?.name ?? ''))
    : undefined
  const isPrintedApart = owner.members.some(({ name }) => name === '__repr__' || name === '__str__' || name === 'toJSON')
  return field === undefined || isPrintedApart ? null : field.name
}
