import type { Scope } from '../engine/program.ts'
import { admitsEverybody } from '../routes/known-guards.ts'
import { definitionBehind, isServed, slotText } from '../routes/reader.ts'
import type { PatternContext } from './context.ts'
import { withCallbacks } from './server-sessions.ts'

/** What a service runs on, with its version; its own version is its clients' business. */
const VERSION =
  /\bprocess\.versions?\b|\bplatform\.(?:python_version|python_implementation|platform|version|release|uname)\(|\bsys\.version(?:_info)?\b|\b(?!app\b|package\b)[a-z]\w*\.__version__|\bdjango\.(?:get_version|VERSION)\b|\bmetadata\.version\(\s*["'](?:aiohttp|django|flask|fastapi|starlette|uvicorn|sqlalchemy)|\bos\.(?:release|version|type)\(/i
/** Where a service runs and what it is connected to. */
const INSIDE =
  /\bprocess\.(?:pid|cwd\(\)|execPath|title)|\bos\.(?:hostname|getpid|getcwd|networkInterfaces|uname)\(|\bsocket\.gethostname\(|\b(?:settings|config|conf|env|environ|options)\b[\w.[\]"'(]*(?:database|db_?(?:path|url|file|name|host)|redis|dsn|host|path|dir|url|uri|secret|bucket)\w*/i
const DEEPEST = 1

/** A route open to everybody whose answer holds versions of what the service runs on, or where it runs. */
export function toldRuntime(context: PatternContext): void {
  for (const { fact, handler } of context.routes) {
    if (handler === null || !isServed(context.reader, handler.module.file) || !fact.guards.every(admitsEverybody)) continue
    if (fact.method !== 'GET' && fact.method !== 'ANY') continue
    tell(context, handler, { route: `${fact.method} ${fact.path}`, isHealth: fact.purpose === 'health' }, 0)
  }
}

function tell(context: PatternContext, scope: Scope, details: { readonly route: string; readonly isHealth: boolean }, depth: number): void {
  const { reader } = context
  for (const one of withCallbacks(scope)) {
    for (const { instructions } of one.function.blocks)
      for (const made of instructions) {
        if (made.op !== 'dict') continue
        const told = made.entries.flatMap((entry) => {
          const text = entry.kind === 'entry' ? valueText(context, one, entry.value) : ''
          const what = VERSION.test(text) ? 'version' : details.isHealth && INSIDE.test(text) ? 'inside' : null
          return entry.kind === 'entry' && what !== null ? [{ key: entry.key, what }] : []
        })
        if (told.length === 0) continue
        context.emit(one, made.start, made.end, {
          kind: 'runtime-told',
          cwe: 497,
          message: `${details.route} tells everybody ${told.map(({ key }) => key).join(', ')}: what the service runs on, and where`,
          details: { ...details, hasVersion: told.some(({ what }) => what === 'version') },
          confidence: 'medium',
        })
      }
    if (depth < DEEPEST && details.isHealth)
      for (const { callee } of reader.callsIn(one.function)) if (callee.kind === 'function') tell(context, callee, details, depth + 1)
  }
}

function valueText({ reader }: PatternContext, scope: Scope, slot: number): string {
  const behind = definitionBehind(scope, slot)
  if (behind === null || behind.instruction.op === 'const') return behind === null ? slotText(reader, scope, slot) : ''
  return reader.textOf(behind.scope.module.file).slice(behind.instruction.start, behind.instruction.end)
}
