import { callOf, pathOf, pathsOf, splitOutside } from './expression.ts'
import { Names } from './names.ts'
import { bindDeclared } from './read-script.ts'
import type { ContextPath, IncludedTemplate, RawOutput, TemplateUse } from './template.ts'

const TAGS = /<%([-=_#%]?)([\s\S]{0,4000}?)[-_]?%>/g

/** EJS. */
export function readEjs(text: string): TemplateUse {
  const names = new Names()
  const outputs: RawOutput[] = []
  const includes: IncludedTemplate[] = []
  for (const match of text.matchAll(TAGS)) {
    const [whole, mark = '', code = ''] = match
    if (mark === '' || mark === '_') bindDeclared(code, names)
    if (mark !== '-') continue
    const included = readInclude(code, names)
    if (included !== null) includes.push(included)
    const paths = included === null ? pathsOf(code, names) : []
    const call = included === null && paths.length === 0 ? callOf(code, names) : null
    const at = { start: match.index, end: match.index + whole.length }
    if (paths.length > 0) outputs.push({ paths, ...at })
    else if (call !== null) outputs.push({ paths, ...at, call })
  }
  return { outputs, includes }
}

/** `include('partials/review', { review })`. */
function readInclude(code: string, names: Names): IncludedTemplate | null {
  const [, , name, given = ''] = /^\s*include\s*\(\s*(['"`])([^'"`]+)\1\s*(?:,\s*\{([\s\S]*)\}\s*)?\)/.exec(code) ?? []
  if (name === undefined) return null
  const bound = new Map<string, ContextPath | null>(names.visible())
  for (const entry of splitOutside(given, ',')) {
    const [, key = '', value] = /^\s*['"]?([\w$]+)['"]?\s*(?::([\s\S]*))?$/.exec(entry) ?? []
    if (key !== '') bound.set(key, pathOf(value ?? key, names))
  }
  return { name, names: bound, base: [] }
}
