import type { Scope } from '../engine/program.ts'
import { isServed, type Reader, type SeenCall } from '../routes/reader.ts'
import type { PatternContext } from './context.ts'

const RUNS = /^(?:global\.|globalThis\.|builtins\.)?(?:Function|eval)$|^vm\.(?:runIn\w+|Script)$/
/** `template.replace(/\{\{([^{}]+)\}\}/g, ...)`, `re.sub(r'\{\{(.+?)\}\}', ...)`. */
const FILLS = /\.(?:replace|replaceAll|sub)\(\s*(?:\/|r?["'])[^\n]{0,20}(?:\\?\{\\?\{|\\\$\\?\{|<%)/
const DEEPEST = 2

/** A little engine of templates that runs what stands in its braces as code, for whoever wrote the template. */
export function templateRunners(context: PatternContext): void {
  const { reader, handlers } = context
  for (const call of reader.calls) {
    if (!RUNS.test(call.name) || !isServed(reader, call.module.file) || !takesMade(reader, call)) continue
    const engine = engineRound(reader, call, 0)
    if (engine === null) continue
    const given = reader.callersOf(engine.function).find((caller) => handlers.has(caller.function) && takesMade(reader, caller, 1))
    if (given === undefined) continue
    context.emitCall(call, {
      kind: 'template-run',
      cwe: 94,
      message: 'what stands in the braces of a template is run as code, and the template is a value of the service',
      confidence: 'medium',
      about: { scope: given, start: given.call.start, end: given.call.end, note: 'where a template is filled' },
    })
  }
}

/** The function round a call, or one that calls it, which looks for braces in a text. */
function engineRound(reader: Reader, scope: Scope, depth: number): Scope | null {
  const { module, function: fn } = scope
  const text = reader.textOf(module.file)
  for (let at = fn; at !== undefined && at.kind !== 'module'; at = module.functions[at.parent] as typeof fn)
    if (FILLS.test(text.slice(at.start, at.end))) return { module, function: outermost(module, at) }
  if (depth >= DEEPEST) return null
  for (const caller of reader.callersOf(fn)) {
    const found = engineRound(reader, caller, depth + 1)
    if (found !== null) return found
  }
  return null
}

function outermost(module: Scope['module'], fn: Scope['function']): Scope['function'] {
  const parent = module.functions[fn.parent]
  return parent === undefined || parent.kind === 'module' || parent.kind === 'class-body' ? fn : outermost(module, parent)
}

/** Whether one of the first arguments is anything but a text of the source. */
const takesMade = (reader: Reader, call: SeenCall, among = call.call.args.length): boolean =>
  call.call.args.slice(0, among).some(({ value }) => reader.denoter.denote(call, value).kind !== 'constant')
