import type { Scope } from '../engine/program.ts'
import type { Slot } from '../ir/ir.ts'
import { definitionBehind, isServed, slotText, stringAt } from '../routes/reader.ts'
import type { PatternContext } from './context.ts'

/** A response header that the source sets itself, by whatever way. */
export interface HeaderWrite {
  readonly scope: Scope
  /** In lower case. */
  readonly name: string
  readonly value: Slot
  readonly start: number
  readonly end: number
}

const SETTERS = /^(?:setHeader|header|set|append|add|setdefault|appendHeader)$/
const HEADER_NAME = /^[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)+$/
const known = new WeakMap<PatternContext, readonly HeaderWrite[]>()

/** `res.setHeader(n, v)`, `response.headers[n] = v`, `res.writeHead(200, { n: v })`, `Response(headers={n: v})`. */
export function headerWrites(context: PatternContext): readonly HeaderWrite[] {
  const made = known.get(context)
  if (made !== undefined) return made
  const found: HeaderWrite[] = []
  for (const module of context.reader.program.modules) {
    if (
      !isServed(context.reader, module.file) ||
      !/set-cookie|access-control|cache-control|content-security-policy/i.test(context.reader.textOf(module.file))
    )
      continue
    for (const fn of module.functions) readFunction(context, { module, function: fn }, found)
  }
  known.set(context, found)
  return found
}

function readFunction(context: PatternContext, scope: Scope, found: HeaderWrite[]): void {
  const add = (name: string | null, value: Slot, start: number, end: number) => {
    if (name !== null && HEADER_NAME.test(name)) found.push({ scope, name: name.toLowerCase(), value, start, end })
  }
  for (const block of scope.function.blocks) {
    for (const instruction of block.instructions) {
      const { start, end } = instruction
      if (instruction.op === 'set-index') add(stringAt(context.reader, scope, instruction.index), instruction.src, start, end)
      else if (instruction.op === 'set') add(instruction.key, instruction.src, start, end)
      else if (instruction.op === 'dict')
        for (const entry of instruction.entries) {
          if (entry.kind === 'entry') add(entry.key, entry.value, start, end)
        }
      else if (instruction.op === 'call' && SETTERS.test(instruction.method)) {
        const [first, second] = instruction.args
        if (first !== undefined && second !== undefined) add(stringAt(context.reader, scope, first.value), second.value, start, end)
      }
    }
  }
}

/** The expression that gives a header its value, as written. */
export function valueText({ reader }: PatternContext, { scope, value }: HeaderWrite): string {
  const behind = definitionBehind(scope, value)
  if (behind === null) return slotText(reader, scope, value)
  const { start, end } = behind.instruction
  return reader.textOf(behind.scope.module.file).slice(start, Math.min(end, start + 400))
}
