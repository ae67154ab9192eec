import type { IrFunction } from '../ir/ir.ts'
import type { PatternContext } from './context.ts'

/** Calls that only make or send the answer, or write to a log. */
const ANSWERS =
  /^(?:json|jsonify|status|status_?code|send|send_?status|end|type|code|header|set|text|response|json_?response|http_?response|make_?response|plain_?text_?response|orjson_?response|uptime|now|log|info|debug|time|monotonic|to_?iso_?string|isoformat|utcnow|path|get|api_view|route|permission_classes|extend_schema|memory_?usage|str|round|floor|tojson|stringify)$/i

/** Health routes of a service with a store, all of which answer the same whatever becomes of it. */
export function blindHealth(context: PatternContext): void {
  const stores = context.routes.some(({ fact }) => fact.purpose !== 'health' && fact.effects.some(({ of }) => of !== null))
  const health = context.routes.filter(({ fact }) => fact.purpose === 'health')
  if (!stores || health.length === 0 || health.some(({ fact, handler }) => handler === null || fact.effects.length > 0)) return
  if (health.some(({ handler }) => handler === null || looks(context, handler.function))) return
  for (const { fact, handler } of health.slice(0, 1)) {
    if (handler === null) continue
    context.emit(handler, handler.function.start, handler.function.end, {
      kind: 'blind-health',
      cwe: 703,
      message: `${fact.method} ${fact.path} answers the same whatever becomes of what the service needs`,
      details: { route: `${fact.method} ${fact.path}` },
      confidence: 'low',
    })
  }
}

/** Whether a handler decides anything, or asks anything beyond making its answer. */
function looks({ reader }: PatternContext, fn: IrFunction): boolean {
  if (fn.blocks.some(({ terminator, handler }) => terminator.op === 'branch' || handler !== -1)) return true
  return reader.callsIn(fn).some(({ callee, method, name }) => {
    if (callee.kind === 'function') return true
    const own = method === '' ? name.slice(name.lastIndexOf('.') + 1) : method
    return !ANSWERS.test(own)
  })
}
