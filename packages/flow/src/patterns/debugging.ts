import { functionAt, type Scope } from '../engine/program.ts'
import type { Slot } from '../ir/ir.ts'
import { nameTest } from '../remembered.ts'
import { classField } from '../routes/class-views.ts'
import { dictEntries } from '../routes/handler-values.ts'
import { callBehind, definitionBehind, isConstant, isServed, type Reader, type SeenCall } from '../routes/reader.ts'
import { type CallFinder, constantOf, optionOf, type PatternContext } from './context.ts'
import type { Setting } from './settings.ts'
import { holdsUnlessSet } from './unset-variables.ts'
import { unwrapped } from './wrapped-values.ts'

type At = Pick<SeenCall['call'], 'start' | 'end'>

/** Names of which anything is looked at here. */
const isLookedAt = nameTest(
  /^(?:@apollo\/server|apollo-server|flask|quart|uvicorn|fastapi|starlette|litestar|starlite|blacksheep|sanic|bottle|tornado|ariadne|werkzeug|aiohttp_debugtoolbar|errorhandler$|print$|pprint\.|console\.)/,
)

/** Debug modes, development servers, and prints where a log belongs. */
export const debugging: CallFinder = (context, call) => {
  const { name } = call
  if (!isLookedAt(name)) return
  if (/^(?:flask|quart)\.\w+\(\)\.run$/.test(name) || name === 'uvicorn.run' || /^flask_socketio\.SocketIO\(\)\.run$/.test(name))
    developmentRun(context, call)
  else if (DEBUG_OPTION.has(name)) debugOption(context, call, DEBUG_OPTION.get(name) ?? 'debug')
  else if (/^(?:@apollo\/server|apollo-server(?:-\w+)?)\.ApolloServer$/.test(name)) {
    stackTracesOfApollo(context, call)
  } else if (name === 'errorhandler') stackTraces(context, call)
  else prints(context, call)
}

/** Makers and starters of applications, with the option that shows callers the inside of errors. */
const DEBUG_OPTION: ReadonlyMap<string, string> = new Map([
  ['fastapi.FastAPI', 'debug'],
  ['fastapi.applications.FastAPI', 'debug'],
  ['starlette.applications.Starlette', 'debug'],
  ['litestar.Litestar', 'debug'],
  ['litestar.app.Litestar', 'debug'],
  ['starlite.Starlite', 'debug'],
  ['blacksheep.Application', 'show_error_details'],
  ['blacksheep.server.Application', 'show_error_details'],
  ['sanic.Sanic().run', 'debug'],
  ['bottle.run', 'debug'],
  ['bottle.Bottle().run', 'debug'],
  ['tornado.web.Application', 'debug'],
  ['ariadne.asgi.GraphQL', 'debug'],
  ['ariadne.wsgi.GraphQL', 'debug'],
  ['werkzeug.serving.run_simple', 'use_debugger'],
  ['werkzeug.run_simple', 'use_debugger'],
  ['werkzeug.debug.DebuggedApplication', 'evalex'],
])

/** Stands at the option, which may be lines below the call. */
function debugOption(context: PatternContext, call: SeenCall, option: string): void {
  const value = optionOf(context, call, option)
  if (value === undefined) return
  const [given] = call.call.args.filter((argument) => argument.kind === 'named' && argument.name === option)
  const field = given === undefined ? null : onByDefault(context, call, given.value)
  if (field !== null) {
    context.emit(field.scope, field.start, field.end, {
      kind: 'debug-mode',
      cwe: 489,
      message: 'debug mode is on unless a variable turns it off',
      details: { isDefault: true },
      confidence: 'high',
    })
    return
  }
  const isOn = isConstant(value, true) || (given !== undefined && readsOnByDefault(context, call, given.value))
  const at = given === undefined ? null : definitionBehind(call, given.value)
  if (!isOn) {
    if (constantOf(value) === undefined) context.examineCall('debug-mode', call)
    return
  }
  const place = at?.scope.module === call.module && at.instruction.start >= call.call.start ? at.instruction : call.call
  context.emit(call, place.start, place.end, {
    kind: 'debug-mode',
    cwe: 489,
    message: `debug mode is on (${option}=True)`,
    confidence: 'high',
  })
}

/** `debug=settings.debug` of a settings class whose field says `debug: bool = True`: the field is what is to be changed. */
function onByDefault({ reader }: PatternContext, call: SeenCall, slot: Slot): (At & { readonly scope: Scope }) | null {
  const read = definitionBehind(call, slot)
  if (read?.instruction.op !== 'get' || !/debug/i.test(read.instruction.key)) return null
  const object = reader.denoter.denote(read.scope, read.instruction.object)
  if (object.kind !== 'instance' || (object.origin?.call.args.length ?? 0) > 0) return null
  const field = classField(reader, object.module, object.class, read.instruction.key)
  if (field === null || !isConstant(reader.denoter.denote(field.scope, unwrapped(reader, field.scope, field.slot)), true)) return null
  const behind = definitionBehind(field.scope, field.slot)
  const { start, end } = behind?.scope.module === field.scope.module ? behind.instruction : field.scope.function
  return { scope: field.scope, start, end }
}

/** `debug=os.getenv('APP_ENV', 'dev') == 'dev'`, in the call or as a variable of its file. */
function readsOnByDefault(context: PatternContext, call: SeenCall, slot: Slot): boolean {
  const read = definitionBehind(call, slot)
  if (read === null) return false
  const { start, end } = read.instruction
  return defaultsOn(context, { denoted: { kind: 'unknown' }, scope: read.scope, slot, start, end }, end)
}

function debug(context: PatternContext, call: SeenCall, message: string): void {
  context.emitCall(call, { kind: 'debug-mode', cwe: 489, message: `debug mode is on (${message})`, confidence: 'high' })
}

/** Stands at the option, which may be lines below the call. */
function stackTracesOfApollo(context: PatternContext, call: SeenCall): void {
  for (const { value } of call.call.args)
    for (const entry of dictEntries(call, value)) {
      if (!/^(?:includeStacktraceInErrorResponses|debug)$/.test(entry.key)) continue
      if (!isConstant(context.reader.denoter.denote(entry.scope, entry.value), true)) continue
      const at = definitionBehind(entry.scope, entry.value)?.instruction ?? call.call
      context.emit(entry.scope, at.start, at.end, {
        kind: 'debug-mode',
        cwe: 489,
        message: `debug mode is on (${entry.key}: true)`,
        confidence: 'high',
      })
    }
}

/** Where the function asks which environment it runs in, the middleware is for one of them. */
function stackTraces(context: PatternContext, call: SeenCall): void {
  const { start, end } = call.function
  const around = context.reader.textOf(call.module.file).slice(call.function.parent < 0 ? Math.max(0, call.call.start - NEAR) : start, end)
  if (/NODE_ENV|\bisDev|\bis_?[dD]evelopment|get\(\s*['"]env['"]\s*\)/.test(around.slice(0, call.call.start - Math.max(start, 0)))) return
  debug(context, call, 'the errorhandler middleware answers with stack traces')
}

const NEAR = 200

function developmentRun(context: PatternContext, call: SeenCall): void {
  const given = call.call.args.find((argument) => argument.kind === 'named' && argument.name === 'debug')
  const isRead = given !== undefined && readsOnByDefault(context, call, given.value)
  if (isRead || isConstant(optionOf(context, call, 'debug'), true) || isConstant(optionOf(context, call, 'use_debugger'), true))
    debug(context, call, 'debug=True')
  else if (constantOf(optionOf(context, call, 'debug')) === undefined) context.examineCall('debug-mode', call)
  if (call.name === 'uvicorn.run' && isConstant(optionOf(context, call, 'reload'), true))
    context.emitCall(call, {
      kind: 'debug-mode',
      cwe: 489,
      message: 'the server reloads on changes',
      details: { reload: true },
      confidence: 'medium',
    })
  const host = constantOf(optionOf(context, call, 'host'))
  if (host === '0.0.0.0' || host === '::')
    context.emit(call, call.call.start, call.call.end - 1, {
      kind: 'bind-all-interfaces',
      cwe: 668,
      message: `the server listens on ${host}`,
      details: { host },
      confidence: 'low',
    })
  if (/^(?:flask|quart)\./.test(call.name))
    context.emit(call, call.call.start + 1, call.call.end, {
      kind: 'dev-server',
      cwe: 489,
      message: 'the development server of the framework is started',
      details: { isMain: call.function.index === 0 },
      confidence: 'low',
    })
}

const STARTUP_TEXT = /listen|running|start|ready|connect|port|usage|shut|stopp|migrat|server/i

function prints(context: PatternContext, call: SeenCall): void {
  if (!/^(?:print|pprint\.pprint|console\.(?:log|debug|dir|trace|info))$/.test(call.name)) return
  if (!isServed(context.reader, call.module.file) || context.reader.roleOf(call.module.file) !== 'application') return
  if (isCommandLine(context, call)) return
  // What names its stream is written there on purpose.
  if (call.call.args.some((argument) => argument.kind === 'named' && argument.name === 'file')) return
  const text = context.reader.textOf(call.module.file).slice(call.call.start, call.call.end)
  if (STARTUP_TEXT.test(text) && !context.handlers.has(call.function)) return
  context.emitCall(call, {
    kind: 'debug-print',
    cwe: 489,
    message: `${call.name} writes to the console`,
    details: { inHandler: context.handlers.has(call.function) },
    confidence: context.handlers.has(call.function) ? 'medium' : 'low',
  })
}

/** A file that parses arguments, or runs as a program, talks to its user by printing. */
function isCommandLine({ reader }: PatternContext, call: SeenCall): boolean {
  const { imports } = call.module
  if (/(?:^|\/)(?:management|commands?|cli|cli_commands|bin|tools|scripts|utils\/cli)(?:\/|\.\w+$)/.test(call.module.file)) return true
  if (
    imports.some((one) =>
      /^(?:argparse|click|typer|fire|commander|yargs|readline|node:readline|inquirer|optparse|docopt|rich|chalk|ora)/.test(one.from),
    )
  )
    return true
  const text = reader.textOf(call.module.file)
  if (call.module.language === 'python') return /__name__\s*==\s*["']__main__["']/.test(text) && call.function.index === 0
  return /process\.argv/.test(text)
}

/** `DEBUG = True` and its like. */
export function debugSettings(context: PatternContext): void {
  for (const setting of context.settings.get('DEBUG') ?? []) {
    const isDevelopment = /dev|local|debug/i.test(
      `${setting.scope.function.name} ${setting.scope.module.file.slice(setting.scope.module.file.lastIndexOf('/') + 1)}`,
    )
    if (!isDevelopment && defaultsOn(context, setting))
      context.emit(setting.scope, setting.start, setting.end, {
        kind: 'debug-mode',
        cwe: 489,
        message: 'DEBUG is on unless a variable turns it off',
        details: { setting: 'DEBUG', isDefault: true },
        confidence: 'high',
      })
    else if (constantOf(setting.denoted) === true && !isDevelopment)
      context.emit(setting.scope, setting.start, setting.end, {
        kind: 'debug-mode',
        cwe: 489,
        message: 'DEBUG is on',
        details: { setting: 'DEBUG' },
        confidence: 'high',
      })
    else context.examine('debug-mode', setting.scope, setting.start, setting.end)
  }
}

/** Readers of the environment, and words that switch something on. */
const READS_WITH_DEFAULT =
  /(?:getenv|environ\.get|config|env(?:\.bool)?)\(\s*["']\w+["']\s*,\s*(?:default\s*=\s*)?(?:["'](?:1|true|yes|on|y|t)["']|True\b|1\b)/i
const GIVES_DEFAULT = /^\w*\(\s*["']\w+["']\s*,\s*(?:default\s*=\s*)?(?:["'](?:1|true|yes|on|y|t)["']|True\b|1\b)\s*\)/i
const IS_TURNED = /!=|\bnot\b|==\s*["'](?:0|false|no|off|production|prod)["']/i
/** Where no variable names the environment, it is that of development. */
const ASSUMES_DEVELOPMENT =
  /(?:getenv|environ\.get|config|env(?:\.str)?)\(\s*["']\w+["']\s*,\s*(?:default\s*=\s*)?["'](?:dev|develop|development|local|debug)["']\s*\)(?:\.(?:lower|upper|strip)\(\))*\s*(?:==\s*["'](?:dev|develop|development|local|debug)["']|!=\s*["'](?:prod|production|live)["'])/i

/** `bool(os.environ.get('DEBUG', 'False'))`: any text but the empty one is true. */
const TRUTH_OF_TEXT = /\bbool\(\s*(?:\w+\.)*(?:getenv|environ\.get)\(\s*["']\w+["']\s*,\s*(?:default\s*=\s*)?["'][^"']+["']\s*\)\s*\)/
const GIVES_TRUTH = /\breturn\s+bool\(\s*(?:\w+\.)*(?:getenv|environ\.get)\(\s*\w+\s*,\s*(?:default\s*=\s*)?(\w+)\s*\)\s*\)/

/** The same in a helper, with the text that is given to it or that it has by default. */
function givesTruthOfText(reader: Reader, call: SeenCall, body: string): boolean {
  const parameter = GIVES_TRUTH.exec(body)?.[1]
  if (parameter === undefined || call.callee.kind !== 'function') return false
  const { module, function: helper } = call.callee
  const index = helper.parameters.findIndex(({ name }) => name === parameter)
  const given = reader.denoter.argument(call, call.call, index, parameter)
  const fallback = helper.parameters[index]?.defaultValue ?? null
  const value =
    given ?? (fallback === null ? null : reader.denoter.denote({ module, function: functionAt(module, fallback.function) }, fallback.slot))
  return value?.kind === 'constant' && typeof value.value === 'string' && value.value !== ''
}

/** `os.environ.get('DEBUG', '1') == '1'`, `config('DEBUG', default=True, cast=bool)`, `flag('DEBUG', 'yes')` of the tree. */
function defaultsOn({ reader }: PatternContext, { scope, slot, start, end }: Setting, last = -1): boolean {
  const text = reader.textOf(scope.module.file)
  const lineEnd = last >= 0 ? last : text.indexOf('\n', end)
  const line = text.slice(start, lineEnd === -1 ? text.length : lineEnd)
  if (ASSUMES_DEVELOPMENT.test(line) || TRUTH_OF_TEXT.test(line) || holdsUnlessSet(line)) return true
  if (IS_TURNED.test(line)) return false
  if (READS_WITH_DEFAULT.test(line)) return true
  const schema = /\benv(?:\.bool)?\(\s*["'](\w+)["']/.exec(line)?.[1]
  if (schema !== undefined && new RegExp(`\\b${schema}\\s*=\\s*\\(\\s*bool\\s*,\\s*True\\s*\\)`).test(text)) return true
  const call = callBehind(reader, scope, slot)
  if (call?.callee.kind !== 'function') return false
  const own = text.slice(call.call.start, call.call.end)
  const body = reader.textOf(call.callee.module.file).slice(call.callee.function.start, call.callee.function.end)
  if (givesTruthOfText(reader, call, body)) return true
  return GIVES_DEFAULT.test(own.slice(own.lastIndexOf('.', own.indexOf('(')) + 1)) && /environ|getenv/.test(body) && !IS_TURNED.test(body)
}
