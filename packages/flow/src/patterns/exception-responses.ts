import { definitionsOf } from '../engine/definitions.ts'
import type { Denotation } from '../engine/denotation.ts'
import { isEventHandler } from '../engine/event-value.ts'
import { textOf } from '../engine/place.ts'
import type { Scope } from '../engine/program.ts'
import type { IrFunction, Slot } from '../ir/ir.ts'
import { operandsOf } from '../routes/comes-from.ts'
import { callBehind, decoratorsOf, definitionBehind, isServed, nameOf, type SeenCall, slotText } from '../routes/reader.ts'
import { answeredArguments } from './answering-functions.ts'
import type { CallFinder, InstructionFinder, PatternContext, Seen } from './context.ts'
import { debugByDefault } from './default-debug.ts'
import { textsGiven } from './kept-texts.ts'

const RESPONDS =
  /^(?:json|send|end|jsonify|make_response|Response|JSONResponse|ORJSONResponse|JsonResponse|HttpResponse\w*|PlainTextResponse|HTMLResponse|json_response|render|HTTPException|HTTP\w+Error|abort|write|finish|body|text|html|NextResponse)$/
export const PRODUCTION_WORD =
  /NODE_ENV|isProd|is_prod|isDev|is_dev|expose|isOperational|app\.debug|settings\.DEBUG|config\.debug|isTrusted|instanceof|isinstance/
/** What keeps traces to development; which class the exception has does not. */
const ENVIRONMENT_WORD = /NODE_ENV|isProd|is_prod|isDev|is_dev|\bdevelopment\b|\bdebug\b|DEBUG|show_?(?:stack|trace)|verbose/i

/** `status < 500 ? error.message : 'internal error'`: what the caller did wrong is told, and nothing of the inside. */
const OF_CALLER = /<\s*500\s*(?:\?|&&|\))|>=\s*500\s*(?:\?|\|\|)|>=\s*500\s*\)\s*(?:\{[^{}]*\b(?:return|throw)\b|return\b|throw\b)/

function isMeant(leak: Leak, text: string): boolean {
  return leak === 'stack' ? ENVIRONMENT_WORD.test(withoutLogs(text)) : PRODUCTION_WORD.test(text) || OF_CALLER.test(text)
}

/** The level of a log call is no condition. */
function withoutLogs(text: string): string {
  return text.replace(/\.debug\s*\(/g, '(')
}

/** Stack traces and messages of exceptions in responses. */
export const exceptionResponses: CallFinder = (context, call) => {
  if (!isServed(context.reader, call.module.file) || isConsole(context, call) || isToProcess(context, call)) return
  const answered = RESPONDS.test(call.method) ? call.call.args.map(({ value }) => value) : answeredArguments(context.reader, call, RESPONDS)
  let worst: Leak = 'none'
  for (const value of answered) worst = stronger(worst, leakOf(context, call, value, 0, new Set()))
  if (worst === 'none') return
  const byDefault = worst === 'stack' ? debugByDefault(context, call) : null
  if (byDefault === null && isMeant(worst, textUpTo(context, call))) return
  context.emitCall(call, leakSeen(worst))
  // A switch of errors alone is no debug mode.
  if (byDefault !== null && call.module.language === 'python') context.emit(byDefault.scope, byDefault.start, byDefault.end, ON_BY_DEFAULT)
}

const ON_BY_DEFAULT: Seen = {
  kind: 'debug-mode',
  cwe: 489,
  message: 'debug mode is on unless a variable turns it off',
  details: { isDefault: true },
  confidence: 'high',
}

/** `if (error instanceof HttpException) { ... return ... }`: what comes after it is about all other exceptions. */
const ANSWERED_APART =
  /\bif\s*\(\s*\w+\s+instanceof\s+[\w.]+\s*\)\s*(?:\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\b(?:return|throw)\b[^{}]*(?:\{[^{}]*\}[^{}]*)*\}|(?:return|throw)\b[^;\n]*;)/g

/** The text of the function without the exceptions that were answered before a call. */
function textUpTo(context: PatternContext, call: SeenCall): string {
  const text = functionText(context, call)
  const at = call.call.start - call.function.start
  const lineStart = text.lastIndexOf('\n', at) + 1
  return `${text.slice(0, lineStart).replace(ANSWERED_APART, '')}${text.slice(lineStart)}`
}

/** `ctx.body = { trace: error.stack }` of Koa. */
export const exceptionBodies: InstructionFinder = {
  ops: ['set'],
  find(context, scope, instruction) {
    if (instruction.op !== 'set' || instruction.key !== 'body' || scope.module.language !== 'javascript') return
    const object = context.reader.denoter.denote(scope, instruction.object)
    if (object.kind !== 'parameter' && !/^koa\b/.test(nameOf(object))) return
    if (!/(?:^|\.)(?:ctx|context|response|res|c)$/.test(object.kind === 'parameter' ? parameterPath(object) : 'ctx')) return
    const leak = leakOf(context, scope, instruction.src, 0, new Set())
    if (leak !== 'none' && !isMeant(leak, functionText(context, scope)))
      context.emit(scope, instruction.start, instruction.end, leakSeen(leak))
  },
}

function parameterPath({ function: fn, index, path }: Extract<Denotation, { kind: 'parameter' }>): string {
  return `${fn.parameters[index]?.name ?? ''}${path}`
}

function functionText({ reader }: PatternContext, { module, function: fn }: Scope): string {
  return reader.textOf(module.file).slice(fn.start, fn.end)
}

function leakSeen(leak: Exclude<Leak, 'none'>): Seen {
  return {
    kind: 'stack-trace-response',
    cwe: 209,
    message: leak === 'stack' ? 'a stack trace is sent to the client' : 'the message of an exception is sent to the client',
    details: { what: leak },
    confidence: leak === 'stack' ? 'high' : 'medium',
  }
}

/** `self.stderr.write(...)`, `process.stdout.write(...)` talk to who runs the program. */
function isConsole({ reader }: PatternContext, call: SeenCall): boolean {
  return (
    call.method === 'write' &&
    /(?:std(?:err|out)|output|log\w*|console|file|stream)\.write/i.test(
      reader.textOf(call.module.file).slice(call.call.start, call.call.start + 80),
    )
  )
}

/** `connection.send({'traceback': ...})` of a pipe, `process.send(...)`: another process of the program is told. */
function isToProcess({ reader }: PatternContext, call: SeenCall): boolean {
  if (call.method !== 'send' || call.call.receiver < 0) return false
  const object = slotText(reader, call, call.call.receiver)
  return call.module.language === 'python' ? !SENDS_OUT.test(object) : /^(?:process|parentPort|child|worker)$/.test(object)
}

/** Objects of Python whose `send` reaches a client: sockets, answers, and consumers of channels. */
const SENDS_OUT = /(?:^|[._])(?:self|ws|web_?socket|sock(?:et)?|response|resp|res|reply|client|consumer|request|channel)$/i

type Leak = 'none' | 'message' | 'stack'

function stronger(a: Leak, b: Leak): Leak {
  return a === 'stack' || b === 'stack' ? 'stack' : a === 'message' || b === 'message' ? 'message' : 'none'
}

/** What of an exception a value holds. */
function leakOf(context: PatternContext, scope: Scope, slot: Slot, depth: number, seen: Set<Slot>): Leak {
  if (depth > 12 || slot < 0 || seen.has(slot)) return 'none'
  seen.add(slot)
  const inner = (next: Slot): Leak => leakOf(context, scope, next, depth + 1, seen)
  let found: Leak = entriesSet(scope, slot).some((entry) => inner(entry) === 'stack') ? 'stack' : 'none'
  for (const definition of definitionsOf(scope.module, scope.function, slot)) {
    // `for line in traceback.format_exception(...): self.write(line)`.
    if (definition.kind === 'loop') found = stronger(found, inner(definition.iterable) === 'stack' ? 'stack' : 'none')
    if (definition.kind !== 'instruction') continue
    const { instruction } = definition
    if (instruction.op === 'move' || instruction.op === 'await') found = stronger(found, inner(instruction.src))
    else if (instruction.op === 'slice' || (instruction.op === 'index' && scope.module.language === 'python'))
      found = stronger(found, inner(instruction.object) === 'stack' ? 'stack' : 'none')
    else if (instruction.op === 'template')
      for (const part of instruction.parts)
        found = stronger(found, typeof part === 'string' ? 'none' : isException(scope, part) ? 'message' : inner(part))
    else if (instruction.op === 'binary')
      found = stronger(
        found,
        /^[+%|]$/.test(instruction.operator)
          ? stronger(
              isException(scope, instruction.left) ? 'message' : inner(instruction.left),
              isException(scope, instruction.right) ? 'message' : inner(instruction.right),
            )
          : 'none',
      )
    else if (instruction.op === 'dict')
      for (const entry of instruction.entries)
        found = stronger(found, isException(scope, entry.value) && scope.module.language === 'javascript' ? 'message' : inner(entry.value))
    else if (instruction.op === 'list') for (const item of instruction.items) found = stronger(found, inner(item))
    else if (instruction.op === 'get' && isException(scope, instruction.object))
      found = stronger(
        found,
        instruction.key === 'stack' ? 'stack' : /^(?:message|sqlMessage|args|detail|toString)$/.test(instruction.key) ? 'message' : 'none',
      )
    else if (instruction.op === 'call') found = stronger(found, leakOfCall(context, scope, instruction, inner, depth))
  }
  return found
}

/** `body['trace'] = traceback.format_exc()`. */
function entriesSet({ module, function: fn }: Scope, slot: Slot): readonly Slot[] {
  if (module.language !== 'python' || !fn.names.has(slot)) return []
  return fn.blocks.flatMap(({ instructions }) =>
    instructions.flatMap((one) => (one.op === 'set-index' && one.object === slot ? [one.src] : [])),
  )
}

function leakOfCall(context: PatternContext, scope: Scope, call: SeenCall['call'], inner: (slot: Slot) => Leak, depth: number): Leak {
  const seen = context.reader.seenCall(call)
  const name = seen?.name ?? ''
  if (/^traceback\.(?:format_\w+|TracebackException(?:\.from_exception)?\(\)\.format)$/.test(name)) return 'stack'
  if (seen?.callee.kind === 'function') {
    const target = { module: seen.callee.module, function: seen.callee.function }
    return textsGiven(context.reader, seen, target).reduce(
      (found, slot) => stronger(found, inner(slot)),
      leakOfFunction(context, seen, target, depth),
    )
  }
  if (TEXT_METHOD.test(call.method) && call.receiver >= 0) return inner(call.receiver)
  if (holdsWhatItGot(scope, call, seen, name)) return call.args.some(({ value }) => inner(value) === 'stack') ? 'stack' : 'none'
  if (/^(?:str|repr|String)$/.test(name) || call.method === 'toString') {
    const slot = call.receiver >= 0 ? call.receiver : (call.args[0]?.value ?? -1)
    return isException(scope, slot) ? 'message' : 'none'
  }
  if (
    /^(?:jsonify|make_response|flask\.jsonify|flask\.make_response|JSON\.stringify|json\.dumps|dict)$/.test(name) ||
    call.method === 'format' ||
    call.method === 'join'
  ) {
    let found: Leak = call.receiver >= 0 ? inner(call.receiver) : 'none'
    for (const argument of call.args) found = stronger(found, inner(argument.value))
    return found
  }
  return 'none'
}

/** `Problem(title, trace)`, `cls(trace)` of its maker, `asdict(problem)`: a record, and the dictionary of one. */
function holdsWhatItGot({ module, function: fn }: Scope, call: SeenCall['call'], seen: SeenCall | undefined, name: string): boolean {
  if (module.language !== 'python') return false
  return seen?.callee.kind === 'class' || (call.callee >= 0 && call.callee === fn.selfSlot) || /^(?:dataclasses|attrs?)\.asdict$/.test(name)
}

const TEXT_METHOD =
  /^(?:model_dump|model_dump_json|_asdict|split|slice|substring|substr|trim|replace|replaceAll|map|filter|splitlines|strip|at)$/

/** `shown(error)`: what a function of the tree takes out of the exception that it is given. */
function leakOfFunction(context: PatternContext, call: SeenCall, target: Scope, depth: number): Leak {
  const given = target.function.parameters.filter(({ slot }) => slot !== target.function.selfSlot)
  let found: Leak = target.module.language === 'python' ? tracesOf(context, target, depth) : 'none'
  call.call.args.forEach((argument, index) => {
    const parameter = argument.kind === 'positional' ? given[index] : undefined
    if (parameter === undefined || !isException(call, argument.value)) return
    for (const { instructions, terminator } of target.function.blocks) {
      if (terminator.op !== 'return' || terminator.src < 0) continue
      const stacks = instructions.flatMap((one) =>
        one.op === 'get' && one.key === 'stack' && isMoved(target, one.object, parameter.slot) ? [one.dst] : [],
      )
      if (stacks.some((stack) => holds(target, terminator.src, stack))) found = 'stack'
    }
  })
  return found
}

/** `const error = exception as Error`: the same under another name. */
const isMoved = (scope: Scope, slot: Slot, from: Slot, depth = 0): boolean =>
  slot === from ||
  (depth < MAX_MOVES &&
    definitionsOf(scope.module, scope.function, slot).some(
      (definition) =>
        definition.kind === 'instruction' &&
        definition.instruction.op === 'move' &&
        isMoved(scope, definition.instruction.src, from, depth + 1),
    ))

const DEEPEST_CALL = 3

/** A trace that a function of the tree takes itself, whatever it is given: of the exception that is handled now. */
function tracesOf(context: PatternContext, target: Scope, depth: number): Leak {
  if (depth > DEEPEST_CALL || isMeant('stack', functionText(context, target))) return 'none'
  const traced = target.function.blocks.some(
    ({ terminator }) => terminator.op === 'return' && leakOf(context, target, terminator.src, depth + 1, new Set()) === 'stack',
  )
  return traced ? 'stack' : 'none'
}

/** Whether an object or a text is made of that value; to compare it makes nothing of it. */
function holds(scope: Scope, slot: Slot, value: Slot, depth = 0): boolean {
  if (slot === value) return true
  if (depth > MAX_MOVES) return false
  return definitionsOf(scope.module, scope.function, slot).some((definition) => {
    if (definition.kind !== 'instruction' || (definition.instruction.op === 'binary' && definition.instruction.operator !== '+'))
      return false
    return operandsOf(definition.instruction).some((operand) => holds(scope, operand, value, depth + 1))
  })
}

/** A variable that is moved round a loop has itself behind it. */
const MAX_MOVES = 8

/** A caught exception, or the first parameter of an error-handling middleware. */
function isException(scope: Scope, slot: Slot, depth = 0): boolean {
  if (depth > MAX_MOVES) return false
  const definitions = definitionsOf(scope.module, scope.function, slot)
  for (const definition of definitions) {
    if (definition.kind !== 'instruction') continue
    if (definition.instruction.op === 'catch') return isBroad(definition.instruction.types)
    if (definition.instruction.op === 'move') return isException(scope, definition.instruction.src, depth + 1)
  }
  const index = scope.function.parameters.findIndex((parameter) => parameter.slot === slot)
  const name = scope.function.parameters[index]?.name ?? ''
  if (!/^(?:e|ex|err|error|exc|exception)$/.test(name) || handlesOwn(scope)) return false
  // `@app.exception_handler(X) def f(request, exc)` of FastAPI.
  if (index > 0) return scope.module.language === 'python' && scope.function.decorators.length > 0
  return scope.function.parameters.length >= (scope.module.language === 'python' ? 1 : 2)
}

const MOST_DECORATORS = 400
const HANDLED = /@[\w.]+\.(?:(?:app_)?errorhandler|exception_handler|exception|exception_listener)\(\s*([\w.]+)/g

/** `@app.errorhandler(ShopError)`: a handler of an exception of the application, or of an answer like 404. */
function handlesOwn({ module, function: fn }: Scope): boolean {
  if (module.language !== 'python' || fn.decorators.length === 0) return false
  const text = textOf(module)
  const before = text.slice(0, fn.start).split('\n').reverse()
  const first = before.findIndex((line, index) => index > 0 && !/^\s*@/.test(line))
  const own = text.slice(fn.start, fn.start + MOST_DECORATORS).split(/^\s*(?:async\s+)?def\b/m, 1)[0] ?? ''
  const above = before.slice(1, first < 0 ? undefined : first).join('\n')
  const handled = [...`${above}\n${own}`.matchAll(HANDLED)].map(([, type = '']) => type)
  return handled.length > 0 && handled.every((type) => (/^\d+$/.test(type) ? type !== '500' : !isBroad([type])))
}

/** Errors whose text tells of the inside: everything, or what databases, files and other services say. */
const INSIDE =
  /^(?:Base)?Exception$|^Error$|Throwable|(?:SQL\w*|Database|Integrity|Operational|Programming|Interface|Data|OS|IO|Connection|Request)(?:Error|Exception)$|^(?:psycopg2?|sqlite3|pymysql|MySQLdb|asyncpg)\.|^subprocess\./

/** A handler of an exception of the application itself answers with a text that was written for the caller. */
function isBroad(types: readonly string[]): boolean {
  return types.length === 0 || types.some((type) => INSIDE.test(type) || INSIDE.test(type.slice(type.lastIndexOf('.') + 1)))
}

/** `return str(error), 500` of a Python route or error handler, `return { stack }` of a JavaScript one: no call shows them. */
export function returnedExceptions(context: PatternContext): void {
  const handlers = context.routes.flatMap(({ handler }) => (handler === null ? [] : [handler]))
  const seen = new Set<IrFunction>()
  for (const scope of [...handlers, ...errorHandlers(context), ...eventHandlers(context)]) {
    if (seen.has(scope.function) || !isServed(context.reader, scope.module.file)) continue
    seen.add(scope.function)
    const text = functionText(context, scope)
    for (const { terminator } of scope.function.blocks) {
      if (terminator.op !== 'return' || terminator.src < 0) continue
      if (scope.module.language === 'javascript' && definitionBehind(scope, terminator.src)?.instruction.op !== 'dict') continue
      const leak = leakOf(context, scope, terminator.src, 0, new Set())
      if (leak === 'none' || isMeant(leak, text) || (leak === 'message' && scope.module.language === 'javascript')) continue
      context.emit(scope, terminator.start, terminator.end, leakSeen(leak))
    }
  }
}

/** Functions of a cloud, whose answer is what they return. */
const eventHandlers = ({ reader }: PatternContext): Scope[] =>
  reader.program.modules.flatMap((module) =>
    module.functions.filter((fn) => isEventHandler(module, fn)).map((fn) => ({ module, function: fn })),
  )

const ERROR_HANDLER = /\.(?:app_)?errorhandler$|\.exception_handler$/

function errorHandlers({ reader }: PatternContext): Scope[] {
  return reader.program.modules
    .filter(({ language }) => language === 'python')
    .flatMap((module) => module.functions.filter(({ decorators }) => decorators.length > 0).map((fn) => ({ module, function: fn })))
    .filter(({ module, function: fn }) =>
      decoratorsOf(module, fn).some(({ scope, slot }) => ERROR_HANDLER.test(`.${callBehind(reader, scope, slot)?.method ?? ''}`)),
    )
}
