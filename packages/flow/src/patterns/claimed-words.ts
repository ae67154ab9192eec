import type { Scope } from '../engine/program.ts'
import type { Block, BlockIndex, Slot } from '../ir/ir.ts'
import { definitionBehind, isServed, type Reader } from '../routes/reader.ts'
import { readOfCaller } from './caller-reads.ts'
import type { PatternContext } from './context.ts'
import { reachedFrom } from './ways.ts'

/** Headers by which a service knows its own, and that any caller can write. */
const OWN_HEADER =
  /^(?:http-)?x-(?:[a-z0-9]+-)*(?:internal|service|services?-name|source|origin-service|caller|from|client-name|app|application|admin|backend|system|trusted|bypass|debug|health|monitor|role|scope|user-type)(?:-[a-z0-9]+)*$/i
const SECRET_HEADER = /key|token|secret|signature|hmac|csrf|xsrf|hub|github|stripe/i
/** A word that anybody may guess; a secret of letters and digits is told as one. */
const WORD = /^(?:[a-z]+(?:[-_ ][a-z]+){0,2}|1|true|yes|on)$/i
const REFUSES = /\b(?:40[13])\b|forbidden|unauthori[sz]ed|permissiondenied|not[ _]allowed|access[ _]denied/i
const VOUCHED = /hmac|compare_digest|timingSafe|signature|remote_?addr|remoteAddress|trusted|prox(?:y|ies)|mtls|client_?cert/i

/** `if (req.get('x-service') === 'backoffice') return next()` in front of what refuses others: whoever writes the word is let in. */
export function claimedWords(context: PatternContext): void {
  const { reader } = context
  for (const module of reader.program.modules) {
    const text = isServed(reader, module.file) ? reader.textOf(module.file) : ''
    if (!/header|META/i.test(text)) continue
    for (const fn of module.functions) {
      const own = text.slice(fn.start, fn.end)
      if (fn.index === 0 || !REFUSES.test(own) || VOUCHED.test(own)) continue
      const scope = { module, function: fn }
      for (const { terminator } of fn.blocks) {
        if (terminator.op !== 'branch') continue
        const asked = wordAsked(reader, scope, terminator.condition, 0)
        if (asked === null) continue
        const [letIn, others] = asked.isEqual ? [terminator.then, terminator.else] : [terminator.else, terminator.then]
        if (!opens(reader, scope, letIn, others)) continue
        context.emit(scope, terminator.start, terminator.end, {
          kind: 'role-claimed',
          cwe: 807,
          message: `${fn.name.slice(fn.name.lastIndexOf('.') + 1)} lets in whoever sends ${asked.header} with the word that it asks for, and any caller can`,
          details: { name: asked.header },
          confidence: 'high',
        })
        break
      }
    }
  }
}

interface Asked {
  readonly header: string
  readonly isEqual: boolean
}

/** A condition that compares such a header with a word of the source. */
function wordAsked(reader: Reader, scope: Scope, slot: Slot, depth: number): Asked | null {
  const test = depth > 4 ? undefined : definitionBehind(scope, slot)?.instruction
  if (test?.op === 'unary' && test.operator === 'not') {
    const inner = wordAsked(reader, scope, test.operand, depth + 1)
    return inner === null ? null : { ...inner, isEqual: !inner.isEqual }
  }
  if (test?.op !== 'binary' || (test.operator !== '==' && test.operator !== '!=')) return null
  for (const [side, other] of [
    [test.left, test.right],
    [test.right, test.left],
  ] as const) {
    const word = reader.denoter.denote(scope, other)
    if (word.kind !== 'constant' || typeof word.value !== 'string' || !WORD.test(word.value)) continue
    const read = definitionBehind(scope, side)
    const header = read === null ? null : readOfCaller(reader, read.scope, read.instruction)
    const name = header?.part === 'header' ? header.name.replaceAll('_', '-') : ''
    if (OWN_HEADER.test(name) && !SECRET_HEADER.test(name)) return { header: name, isEqual: test.operator === '==' }
  }
  return null
}

/** Whether one way is refused nothing that the other may be refused. */
function opens(reader: Reader, scope: Scope, letIn: BlockIndex, others: BlockIndex): boolean {
  const inside = reachedFrom(scope.function, letIn)
  const outside = reachedFrom(scope.function, others)
  const refuses = (block: BlockIndex): boolean => REFUSES.test(textOf(reader, scope, scope.function.blocks[block]))
  return ![...inside].some(refuses) && [...outside].some((block) => !inside.has(block) && refuses(block))
}

function textOf(reader: Reader, { module }: Scope, block: Block | undefined): string {
  if (block === undefined) return ''
  const spans = [...block.instructions.filter(({ op }) => op === 'call' || op === 'const'), block.terminator]
  return spans.map(({ start, end }) => reader.textOf(module.file).slice(start, end)).join('\n')
}
