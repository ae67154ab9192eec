import type { Scope } from '../engine/program.ts'
import type { RouteFact } from '../facts.ts'
import type { Instruction, IrFunction, Slot } from '../ir/ir.ts'
import { blockOf } from '../routes/function-view.ts'
import { definitionBehind, isServed, nameOf, type Reader, type SeenCall } from '../routes/reader.ts'
import { BODY, CHOSEN, createTagReader, type Frame, type TagReader, type Tags } from '../routes/value-tags.ts'
import type { PatternContext } from './context.ts'
import { reachedText } from './reached-code.ts'
import { saysAnywhere } from './said-anywhere.ts'

/** Calls of Python that throw on a text of another form. */
const CONVERTS = /^(?:int|float|decimal\.Decimal|uuid\.UUID|datetime\.(?:date|datetime)\.(?:fromisoformat|strptime)|ipaddress\.ip_\w+)$/
/** Calls that throw on a text which another program has not written. */
const DECODES = /^(?:base64\.(?:(?:urlsafe_|standard_)?b64decode|b(?:16|32|85)decode)|binascii\.(?:unhexlify|a2b_\w+)|bytes\.fromhex)$/
/** Methods that texts alone have. */
const OF_TEXT = {
  python: /^(?:strip|lower|upper|split|startswith|endswith|encode|title|rstrip|lstrip|casefold)$/,
  javascript:
    /^(?:trim|toLowerCase|toUpperCase|split|replace|replaceAll|startsWith|endsWith|match|substring|padStart|localeCompare|normalize)$/,
} as const
/** Code that looks what a value is before it is used. */
const LOOKS =
  /isdigit|isdecimal|isnumeric|fullmatch|\.match\(|isinstance|validat|schema|typeof|instanceof|String\(|safeParse|\.parse\(|Number\.is|isNaN|\bassert|\bz\.|\bjoi\.|check_?\w*\(|clean|required|expect/i
/** What texts of forms and paths are in any case. */
const ALWAYS_TEXT = /\b(?:POST|GET|FILES|form|forms|match_info|path_params|view_args|kwargs|resolver_match|cookies|headers|params)\b/
const MAPS_ERRORS =
  /(?:errorhandler|exception_handler|register_error_handler)\(\s*(?:\w+\.)?(?:ValueError|TypeError|ArithmeticError)|instanceof\s+TypeError|(?:await\s+handler\(|call_next\(|get_response\()[\s\S]{0,900}?except\s*\(?[^:\n]*\b(?:ValueError|TypeError)\b/
const DEEPEST = 2

interface Look {
  readonly context: PatternContext
  readonly tags: TagReader
  readonly seen: Set<IrFunction>
  /** Fields of forms are texts; those of JSON may be anything. */
  readonly readsJson: boolean
  /** Whether those that called have looked what the value is. */
  readonly isLookedAt: boolean
}

const JSON_BODY = /json/i

interface Found {
  readonly scope: Scope
  readonly at: Instruction
  readonly what: string
}

/** Handlers that fail, and are answered for by a failure of the server, where a request brings a value of another type than they expect. */
export function failingReads(context: PatternContext): void {
  if (saysAnywhere(context, MAPS_ERRORS)) return
  for (const { fact, handler } of context.routes) {
    if (handler === null || fact.body !== null || !isServed(context.reader, handler.module.file)) continue
    const readsJson = JSON_BODY.test(reachedText(context.reader, handler, 2))
    const tags = createTagReader(context.reader, declaredTexts(fact, handler))
    const look: Look = { context, tags, seen: new Set(), readsJson, isLookedAt: false }
    const found = failing(look, handler, 0) ?? listedText(look, handler, fact)
    if (found === null) continue
    context.emit(found.scope, found.at.start, found.at.end, {
      kind: 'type-unasked',
      cwe: 20,
      message: `${fact.method} ${fact.path} fails where the request brings a value of another type: ${found.what}`,
      details: { route: `${fact.method} ${fact.path}` },
      confidence: 'medium',
    })
  }
}

/** `cursor: str = ''` of FastAPI: a text of the query, whatever is in it. */
function declaredTexts({ framework, parameters }: RouteFact, { function: fn }: Scope): Frame {
  if (framework !== 'fastapi') return new Map()
  const texts = fn.parameters.filter(({ name }) => parameters.some((one) => one.name === name && one.in === 'query' && isText(one.type)))
  return texts.length === 0 ? new Map() : new Map([[fn, new Map(texts.map(({ slot }) => [slot, CHOSEN]))]])
}

/** `if not cursor.isalnum(): ...`, `PATTERN.fullmatch(cursor)`, `check_cursor(cursor)`. */
const looksAtParameter = (text: string, { parameters }: IrFunction): boolean =>
  parameters.some(({ name }) =>
    new RegExp(`\\b${name}\\s*\\.\\s*is[a-z]+\\(|(?:match|valid|check|clean|expect|isinstance)\\w*\\([^()]*\\b${name}\\b`, 'i').test(text),
  )

const isText = (type: string | null): boolean => /^(?:Annotated\[\s*)?(?:Optional\[\s*)?str\b(?![^,]*pattern)/.test(type ?? '')

function failing(look: Look, scope: Scope, depth: number): Found | null {
  const { reader } = look.context
  if (look.seen.has(scope.function)) return null
  look.seen.add(scope.function)
  const text = reader.textOf(scope.module.file).slice(scope.function.start, scope.function.end)
  const isCareful = LOOKS.test(text)
  for (const call of reader.callsIn(scope.function)) {
    if (isTried(call)) continue
    const what = isCareful ? null : failsOn(look, call)
    if (what !== null) return { scope, at: call.call, what }
    // What functions of JavaScript are given was often taken apart and looked at before.
    if (call.callee.kind !== 'function' || call.call.isDecorator || depth >= DEEPEST || scope.module.language !== 'python') continue
    const inner = failing(
      {
        ...look,
        tags: createTagReader(reader, new Map([[call.callee.function, givenTags(look, call)]])),
        isLookedAt: look.isLookedAt || looksAtParameter(text, scope.function),
      },
      call.callee,
      depth + 1,
    )
    if (inner !== null) return inner
  }
  return isCareful ? null : joinedText(look, scope)
}

/** `(req.query.q as string)?.trim()`: the type is only said, and `?q=a&q=b` brings a list. */
function listedText({ context: { reader } }: Look, handler: Scope, { framework, parameters }: RouteFact): Found | null {
  if (!/^(?:express|koa|restify)$/.test(framework) || parameters.some(({ isValidated }) => isValidated)) return null
  const text = reader.textOf(handler.module.file).slice(handler.function.start, handler.function.end)
  if (LOOKS_AT_LIST.test(text)) return null
  const at = reader.callsIn(handler.function).find((call) => {
    if (!OF_TEXT.javascript.test(call.method) || isTried(call)) return false
    return SAID_TEXT.test(reader.textOf(call.module.file).slice(call.call.start, call.call.end))
  })
  return at === undefined ? null : { scope: handler, at: at.call, what: `.${at.method}() is asked of a list` }
}

const LOOKS_AT_LIST = /typeof|isArray|String\(|instanceof/
const SAID_TEXT = /^\(?\s*(?:req|request|ctx|context)\w*\.query(?:\.\w+|\[["'`]\w+["'`]\])\s*(?:as\s+string\b[^()[\]]*|!)?\)?\s*\??\.\w+\(/

function isTried({ function: fn, call }: SeenCall): boolean {
  const block = fn.blocks[blockOf(fn, call)]
  return block === undefined || block.handler !== -1
}

/** What the parameters of a called function hold of the request. */
function givenTags({ tags }: Look, call: SeenCall): ReadonlyMap<Slot, Tags> {
  const found = new Map<Slot, Tags>()
  if (call.callee.kind !== 'function') return found
  const { parameters, selfSlot } = call.callee.function
  const taken = parameters.filter(({ slot }) => slot !== selfSlot)
  call.call.args.forEach((argument, index) => {
    const parameter = argument.kind === 'named' ? taken.find(({ name }) => name === argument.name) : taken[index]
    if (parameter !== undefined) found.set(parameter.slot, tags.tags(call, argument.value))
  })
  return found
}

function failsOn(look: Look, call: SeenCall): string | null {
  const { reader } = look.context
  const { language, file } = call.module
  const text = reader.textOf(file).slice(call.call.start, call.call.end)
  const [first] = call.call.args
  if (language === 'python' && CONVERTS.test(call.name) && first !== undefined && call.call.args.length === 1) {
    const isChosen = (look.tags.tags(call, first.value) & CHOSEN) !== 0
    return isChosen && !ALWAYS_PATH.test(text) && isOfRequest(look, call, first.value)
      ? `${call.name}(...) takes a text that it cannot read`
      : null
  }
  if (DECODES.test(call.name) && first !== undefined)
    return !look.isLookedAt && look.tags.tags(call, first.value) === CHOSEN ? `${call.name}(...) takes a text that it cannot read` : null
  if (!OF_TEXT[language].test(call.method) || call.call.receiver < 0 || call.call.isOptional || ALWAYS_TEXT.test(text)) return null
  if (language === 'python' && !look.readsJson) return null
  return isField(look, call, call.call.receiver) ? `.${call.method}() is asked of what is no text` : null
}

const ALWAYS_PATH = /\b(?:match_info|path_params|view_args|kwargs|resolver_match)\b/

/** Read straight from the request, or from what a caller gave of it: no row, and nothing computed. */
function isOfRequest({ tags, isLookedAt }: Look, scope: Scope, slot: Slot): boolean {
  const behind = definitionBehind(scope, slot)
  if (behind === null) return !isLookedAt && isDeclaredText(scope, slot)
  const { instruction } = behind
  if (instruction.op === 'index' || instruction.op === 'get') return isGiven(tags, behind.scope, instruction.object)
  if (instruction.op !== 'call' || instruction.receiver < 0 || !/^(?:get|getone|pop)$/.test(instruction.method)) return false
  return isGiven(tags, behind.scope, instruction.receiver)
}

const isDeclaredText = ({ function: fn }: Scope, slot: Slot): boolean =>
  fn.parameters.some((parameter) => parameter.slot === slot && parameter.type?.name === 'str')

/** `body["email"]`, `body.get("name", "")`, `req.body.note`: a field of a body, as it came. */
function isField({ tags }: Look, scope: Scope, slot: Slot): boolean {
  const behind = definitionBehind(scope, slot)
  if (behind === null) return false
  const { instruction } = behind
  if (instruction.op === 'get') return !instruction.isOptional && isBody(tags, behind.scope, instruction.object)
  if (instruction.op === 'index') return isBody(tags, behind.scope, instruction.object)
  return (
    behind.scope.module.language === 'python' &&
    instruction.op === 'call' &&
    instruction.method === 'get' &&
    instruction.receiver >= 0 &&
    isBody(tags, behind.scope, instruction.receiver)
  )
}

const isBody = (tags: TagReader, scope: Scope, slot: Slot): boolean => (tags.tags(scope, slot) & BODY) !== 0 && isGiven(tags, scope, slot)

/** A part of the request itself, and no row or token that was asked for with something of it. */
function isGiven(tags: TagReader, scope: Scope, slot: Slot): boolean {
  const behind = definitionBehind(scope, slot)
  return behind?.instruction.op !== 'call' || !behind.instruction.args.some(({ value }) => (tags.tags(behind.scope, value) & CHOSEN) !== 0)
}

/** `(PEPPER + password).encode()` of Python, where the password is whatever the body brings. */
function joinedText(look: Look, scope: Scope): Found | null {
  if (scope.module.language !== 'python' || !look.readsJson) return null
  const { reader } = look.context
  for (const { instructions, handler } of scope.function.blocks)
    for (const at of instructions) {
      if (at.op !== 'binary' || at.operator !== '+' || handler !== -1) continue
      const sides = [at.left, at.right]
      const isText = sides.some((side) => typeof constantText(reader, scope, side) === 'string')
      const other = sides.find((side) => (look.tags.tags(scope, side) & BODY) !== 0)
      if (isText && other !== undefined && isWholeField(look, scope, other))
        return { scope, at, what: 'a text is joined with what is none' }
    }
  return null
}

function constantText(reader: Reader, scope: Scope, slot: Slot): unknown {
  const denoted = reader.denoter.denote(scope, slot)
  return denoted.kind === 'constant' ? denoted.value : nameOf(denoted) === '' ? undefined : null
}

/** A parameter that was given a field of the body, or such a field itself. */
function isWholeField(look: Look, scope: Scope, slot: Slot): boolean {
  return scope.function.parameters.some((parameter) => parameter.slot === slot) || isField(look, scope, slot)
}
