import { functionAt } from '../engine/program.ts'
import { isServed } from '../routes/reader.ts'
import type { PatternContext } from './context.ts'

/** What is counted, ordered or paid for. */
const AMOUNT = String.raw`\b((?:seats|quantity|qty|units|copies|tickets|nights|guests|places|pieces|amount|price|total|cents|\w+_(?:quantity|qty|cents|amount)|\w+(?:Quantity|Cents|Amount)))\b`
const CALLS = String.raw`((?:\s*\.\w+\([^()]*\))*)`
const DECLARED = [
  new RegExp(String.raw`${AMOUNT}["']?\s*:\s*(?:z|zod)\s*\.\s*(?:coerce\s*\.\s*)?(?:number|int|bigint)\(\)${CALLS}`, 'g'),
  new RegExp(String.raw`${AMOUNT}["']?\s*:\s*(?:Joi|joi)\s*\.\s*number\(\)${CALLS}`, 'g'),
  new RegExp(String.raw`${AMOUNT}["']?\s*:\s*Type\s*\.\s*(?:Number|Integer)(\(\{[^{}]*\}\))`, 'g'),
  new RegExp(String.raw`^[ \t]+${AMOUNT}\s*:\s*(?:int|float|Decimal)\s*=\s*Field(\([^()\n]*\))`, 'gm'),
  new RegExp(String.raw`^[ \t]+${AMOUNT}\s*:\s*Annotated\[\s*(?:int|float|Decimal)\s*,\s*Field(\([^()\n]*\))\]`, 'gm'),
]
const ABOVE = /\.(?:max|lte|lt|less)\(|\bmaximum\s*:|\b(?:le|lt)\s*=/i
const BELOW =
  /\.(?:min|gte?|positive|non_?negative|greater|refine|superRefine|transform|pipe|custom|valid|check|multipleOf)\(|\b(?:exclusiveM|m)inimum\s*:|\b(?:ge|gt)\s*=/i

/** `seats: z.number().max(500)`: how much may be ordered at most was thought of, and less than nothing was not. */
export function openAmounts(context: PatternContext): void {
  const { reader } = context
  for (const module of reader.program.modules) {
    if (!isServed(reader, module.file)) continue
    const text = reader.textOf(module.file)
    for (const declared of DECLARED)
      for (const found of text.matchAll(declared)) {
        const [whole, name = '', bounds = ''] = found
        if (!ABOVE.test(bounds) || BELOW.test(bounds)) continue
        const start = found.index + whole.indexOf(name)
        context.emit({ module, function: functionAt(module, 0) }, start, found.index + whole.length, {
          kind: 'amount-below-nothing',
          cwe: 1284,
          message: `${name} has an upper bound and no lower one: an amount below nothing is taken`,
          details: { field: name },
          confidence: 'medium',
        })
      }
  }
}
