import { functionAt } from '../engine/program.ts'
import { isServed } from '../routes/reader.ts'
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
