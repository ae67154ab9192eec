import { functionAt } from '../engine/program.ts'
import type { IrFunction } from '../ir/ir.ts'
import { definitionBehind, isServed, type SeenCall, slotText } from '../routes/reader.ts'
import type { CallFinder } from './context.ts'

/** The pattern of a route, which is the same for every thing that it serves. */
const OF_PATTERN =
  /\breq(?:uest)?\.route\.path\b|\broute(?:rPath|Options\.url)\b|\b_matchedRoute\b|\brequest\.(?:url_rule|endpoint)\b|\bscope\[["']route["']\]/
/** What tells one thing, or one caller, from another. */
const OF_THING =
  /originalUrl|\breq(?:uest)?\.(?:path|url|params|baseUrl|full_path|path_params|view_args)\b|\bctx\.(?:path|url|params)\b|\buser|\bparams\b|view_args|path_params/i
const ANSWERS = /\bres\.(?:json|send|end)\b|\bctx\.body\s*=|\breply\.send\b|\breturn\s+(?:jsonify|JSONResponse|Response|make_response)\b/

/** `kept.set(`${req.route.path}?${query}`, body)` of a cache for answers: what was answered for one thing is told of all others on that route. */
export const routeKeys: CallFinder = (context, call) => {
  const { reader } = context
  const [key] = call.call.args
  if (!/^(?:set|put|add)$/.test(call.method) || key === undefined || call.call.args.length < 2 || !isServed(reader, call.module.file))
    return
  const behind = definitionBehind(call, key.value)
  if (behind === null) return
  const { start, end } = behind.instruction
  const written = reader.textOf(behind.scope.module.file).slice(start, end)
  if (!OF_PATTERN.test(written) || OF_THING.test(written)) return
  const outer = outermost(call)
  const text = reader.textOf(call.module.file).slice(outer.start, outer.end)
  const name = slotText(reader, call, key.value)
  const isReadThrough = new RegExp(`\\.(?:get|has)\\(\\s*${name.replace(/[^\w$]/g, '\\$&')}\\s*\\)`).test(text) && ANSWERS.test(text)
  if (!isReadThrough || !context.routes.some(({ fact }) => fact.path.includes('{'))) return
  context.emit(behind.scope, start, end, {
    kind: 'cache-not-keyed-by-user',
    cwe: 524,
    message: 'answers are kept under the pattern of their route: what one thing was answered is told of every other',
    details: {},
    confidence: 'high',
  })
}

/** The function around all that a call stands in, below the module. */
function outermost({ module, function: fn }: SeenCall): IrFunction {
  let at = fn
  while (at.parent > 0) at = functionAt(module, at.parent)
  return at
}
