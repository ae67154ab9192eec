import type { Language } from '../ir/ir.ts'
import { tableOf } from '../table-of.ts'

const EXTENSIONS = tableOf<Language>({
  py: 'python',
  pyw: 'python',
  js: 'javascript',
  mjs: 'javascript',
  cjs: 'javascript',
  jsx: 'javascript',
  ts: 'javascript',
  mts: 'javascript',
  cts: 'javascript',
  tsx: 'javascript',
})

/** The language that the file's name tells; null for every other file. */
export function languageOf(file: string): Language | null {
  const dot = file.lastIndexOf('.')
  return dot === -1 ? null : (EXTENSIONS[file.slice(dot + 1).toLowerCase()] ?? null)
}

/** The language that the first line of a script without an extension (`bin/www`) names. */
export function shebangLanguage(head: string): Language | null {
  if (!head.startsWith('#!')) return null
  const line = head.slice(2, 160).split('\n', 1)[0] ?? ''
  if (/\bpython[\d.]*\b/.test(line)) return 'python'
  return /\b(?:node|nodejs|deno|bun|tsx|ts-node)\b/.test(line) ? 'javascript' : null
}
