import { functionAt } from '../engine/program.ts'
import { isServed, type SeenCall } from '../routes/reader.ts'
import type { PatternContext } from './context.ts'
import { saysAnywhere } from './said-anywhere.ts'

const SIZE = String.raw`\b(limit|per_?page|page_?size|perPage|pageSize)["']?\s*:\s*`
const DECLARED = [
  new RegExp(String.raw`${SIZE}(?:z|Joi|joi)\s*\.\s*(?:coerce\s*\.\s*)?(?:number|int)\(\)((?:\s*\.\w+\([^()]*\))*)`, 'g'),
  new RegExp(String.raw`${SIZE}Type\s*\.\s*(?:Number|Integer)(\(\{[^{}]*\}\))`, 'g'),
]
const CAPS = /\.(?:max|lte|lt|less|refine|superRefine|transform|pipe|custom|valid)\(|\bmaximum\s*:/i
/** Where the list begins stands beside how long it may be. */
const BEGINS = /\b(?:page|offset|skip|cursor|after|before|start)["']?\s*:/
const CAPPED_LATER = /\bMath\.min\([^\n]*\b(?:limit|per_?page|page_?size)\b|\bclamp\w*\(|\b(?:limit|per_?page|page_?size)\s*>\s*[\w.]+/i
/** Characters round the field in which the rest of its schema stands. */
const NEAR = 240

/** `limit: z.coerce.number().int().min(1).default(20)`: whoever asks says how much one answer holds. */
export function openPageSizes(context: PatternContext): void {
  const { reader } = context
  pythonSizes(context)
  if (saysAnywhere(context, CAPPED_LATER)) return
  for (const module of reader.program.modules) {
    if (!isServed(reader, module.file) || module.language !== 'javascript') continue
    const text = reader.textOf(module.file)
    for (const declared of DECLARED)
      for (const found of text.matchAll(declared)) {
        const [whole, name = '', bounds = ''] = found
        const end = found.index + whole.length
        if (CAPS.test(bounds) || !BEGINS.test(text.slice(Math.max(0, found.index - NEAR), end + NEAR))) continue
        context.emit({ module, function: functionAt(module, 0) }, found.index, end, {
          kind: 'page-size-open',
          cwe: 770,
          message: `${name} has no upper bound: one answer holds as much as whoever asks wants`,
          details: { field: name },
          confidence: 'medium',
        })
      }
  }
}

const READ_SIZE =
  /^(?:int\(\s*)?(?:self\.)?(?:flask\.)?request\.(?:args|GET|query|query_params)\.get\(\s*["'](limit|per_?page|page_?size|size)["']/i
const CAPPED_HERE =
  /\bmin\(|clamp|max_per_page|\.paginate\(|\bRange\(|\bbetween\b|\b(?:limit|per_?page|page_?size|size)\s*(?:>=?|(?:not\s+)?in\b)|<=?\s*(?:limit|per_?page|page_?size|size)\b/i
const USES_SIZE = /\.limit\(|\bLIMIT\b|["']limit["']\s*:|\blimit\s*=|\[[^\]\n]*:[^\]\n]*(?:limit|per_?page|page_?size|size)\b/

/** `int(request.args.get('per_page', 20))` of Flask and Django, which goes on as it came; what a schema or a caller caps is none. */
function pythonSizes({ reader, emit }: PatternContext): void {
  const told = new Set<SeenCall['function']>()
  for (const call of reader.calls) {
    const { module, function: fn } = call
    if (module.language !== 'python' || told.has(fn) || fn.index === 0 || !isServed(reader, module.file)) continue
    const text = reader.textOf(module.file)
    const name = READ_SIZE.exec(text.slice(call.call.start, call.call.end))?.[1]
    if (name === undefined) continue
    const around = [call, ...reader.callersOf(fn)].map((one) => reader.textOf(one.module.file).slice(one.function.start, one.function.end))
    if (around.some((one) => CAPPED_HERE.test(one)) || !around.some((one) => USES_SIZE.test(one))) continue
    told.add(fn)
    emit(call, call.call.start, call.call.end, {
      kind: 'page-size-open',
      cwe: 770,
      message: `${name} has no upper bound: one answer holds as much as whoever asks wants`,
      details: { field: name },
      confidence: 'medium',
    })
  }
}
