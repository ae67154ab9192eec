import { nameTest } from '../remembered.ts'
import { dictEntries } from '../routes/handler-values.ts'
import { definitionBehind, isConstant, isServed, type SeenCall } from '../routes/reader.ts'
import { type CallFinder, constantOf, optionOf, type PatternContext } from './context.ts'

/** Names of which anything is looked at here. */
const isLookedAt = nameTest(
  /^(?:@apollo\/server|apollo-server|flask|quart|uvicorn|fastapi|starlette|errorhandler$|print$|pprint\.|console\.)/,
)

/** Debug modes, development servers, and prints where a log belongs. */
export const debugging: CallFinder = (context, call) => {
  const { name } = call
  if (!isLookedAt(name)) return
  if (/^(?:flask|quart)\.\w+\(\)\.run$/.test(name) || name === 'uvicorn.run' || /^flask_socketio\.SocketIO\(\)\.run$/.test(name))
    developmentRun(context, call)
  else if (/^fastapi\.FastAPI$|^starlette\.applications\.Starlette$/.test(name) && isConstant(optionOf(context, call, 'debug'), true))
    debug(context, call, 'debug=True')
  else if (/^(?:@apollo\/server|apollo-server(?:-\w+)?)\.ApolloServer$/.test(name)) {
    stackTracesOfApollo(context, call)
  } else if (name === 'errorhandler') stackTraces(context, call)
  else prints(context, call)
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
  if (isConstant(optionOf(context, call, 'debug'), true) || isConstant(optionOf(context, call, 'use_debugger'), true))
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
  if (/(?:^|\/)(?:management|commands|cli|bin|tools|utils\/cli)(?:\/|\.\w+$)/.test(call.module.file)) return true
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

/** `os.environ.get('DEBUG', '1') == '1'`, `config('DEBUG', default=True, cast=bool)`. */
function defaultsOn(
  { reader }: PatternContext,
  setting: { readonly scope: { readonly module: { readonly file: string } }; readonly start: number; readonly end: number },
): boolean {
  const text = reader.textOf(setting.scope.module.file)
  const end = text.indexOf('\n', setting.end)
  const line = text.slice(setting.start, end === -1 ? text.length : end)
  return (
    /(?:getenv|environ\.get|config|env(?:\.bool)?)\(\s*["']\w+["']\s*,\s*(?:default\s*=\s*)?(?:["'](?:1|true|yes|on)["']|True\b|1\b)/i.test(
      line,
    ) && !/!=|\bnot\b|==\s*["'](?:0|false|no|off|production|prod)["']/i.test(line)
  )
}
