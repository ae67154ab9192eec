import type { Denotation } from '../engine/denotation.ts'
import type { IrFunction, Module } from '../ir/ir.ts'
import type { Reader } from './reader.ts'
import { isOpenNumber } from './uncapped.ts'

/** How parameters are called that say how many rows are wanted. */
const COUNT = /^(?:limit|size|page_?size|per_?page|count|take|first|top|n|rows|max_?results|max_?items|amount|length)$/i
const CAPPED = /\bmin\(|[<>]=?|\bclamp|\bvalidator\b|\ble\s*=|\blt\s*=/

/** Whether a parameter asks for so many rows as the caller likes. */
export function asksForAnyNumber(reader: Reader, module: Module, fn: IrFunction, parameter: IrFunction['parameters'][number]): boolean {
  return COUNT.test(parameter.name) && isOpenNumber(reader, { module, function: fn }, parameter)
}

/** Whether what a dependency gives, a function's value, an object or a model of query parameters, holds such a number. */
export function givesAnyNumber(reader: Reader, denoted: Denotation): boolean {
  if (denoted.kind === 'function') {
    const { module, function: fn } = denoted
    return !CAPPED.test(bodyOf(reader, module, fn)) && fn.parameters.some((parameter) => asksForAnyNumber(reader, module, fn, parameter))
  }
  if (denoted.kind !== 'class' && denoted.kind !== 'instance') return false
  const { module, class: owner } = denoted
  const made = reader.denoter.member({ kind: 'class', module, class: owner }, '__init__')
  if (made.kind === 'function') return givesAnyNumber(reader, made)
  const text = reader.textOf(module.file).slice(owner.start, owner.end)
  if (/validator\b/.test(text)) return false
  return [...text.matchAll(/^\s+(\w+)\s*:\s*([^\n]*)$/gm)].some(
    ([, name = '', rest = '']) =>
      COUNT.test(name) && /^(?:int\b|Optional\[int\]|Annotated\[\s*int\b)/.test(rest) && !/\b(?:le|lt|Literal|conint)\b/.test(rest),
  )
}

function bodyOf(reader: Reader, module: Module, fn: IrFunction): string {
  const text = reader.textOf(module.file).slice(fn.start, fn.end)
  return text.slice(Math.max(0, text.search(/\)\s*(?:->[^:\n]*(?:\[[^\]]*\])?)?\s*:\s*\n/) + 1)).replace(/->/g, '')
}
