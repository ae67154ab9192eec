import type { Place } from '../facts.ts'
import type { IrFunction, Module } from '../ir/ir.ts'
import { lineAt } from './program.ts'

/** A stretch of a module's text, in characters. */
export interface Range {
  readonly start: number
  readonly end: number
}

const texts = new WeakMap<Module, string>()
const LONGEST_SNIPPET = 240

/** Gives the places of a module their code; without it snippets are empty. */
export function rememberText(module: Module, text: string): void {
  texts.set(module, text)
}

/** The code of a module; '' when it was not given. */
export const textOf = (module: Module): string => texts.get(module) ?? ''

export function placeOf(module: Module, owner: IrFunction, start: number, end: number): Place {
  const line = lineAt(module, start)
  const endLine = Math.max(line, lineAt(module, Math.max(start, end - 1)))
  return { file: module.file, line, endLine, symbol: owner.name, snippet: snippetOf(module, line, endLine) }
}

function snippetOf(module: Module, line: number, endLine: number): string {
  const text = texts.get(module)
  if (text === undefined) return ''
  const from = module.lineStarts[line - 1] ?? 0
  const to = module.lineStarts[Math.min(endLine, line + 2)] ?? text.length
  return text
    .slice(from, Math.min(to, from + LONGEST_SNIPPET * 2))
    .trim()
    .slice(0, LONGEST_SNIPPET)
}
