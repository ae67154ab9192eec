import { callOf, pathOf, pathsOf } from './expression.ts'
import { Names } from './names.ts'
import { bindDeclared } from './read-script.ts'
import type { IncludedTemplate, RawOutput, TemplateUse } from './template.ts'

const LOOP = /^\s*(?:each|for)\s+([\w$]+)(?:\s*,\s*[\w$]+)?\s+(?:in|of)\s+(.+)$/
const INCLUDE = /^\s*(?:include|extends)\s+(\S+)\s*$/
/** `!= value`, `p.text!= value`, `p(lang=x)!= value`. */
const BUFFERED = /^\s*(?:[\w#.-]+(?:\([^)]{0,500}\))?)?!=\s*(.+)$/
const ATTRIBUTE = /[\s(,][\w:-]+!=\s*([^,)=]{1,300})/g
const INTERPOLATED = /!\{([^}]{1,300})\}/g

/** Pug. */
export function readPug(text: string): TemplateUse {
  const names = new Names()
  const outputs: RawOutput[] = []
  const includes: IncludedTemplate[] = []
  let start = 0
  for (const line of text.split('\n')) {
    const end = start + line.length
    const included = INCLUDE.exec(line)?.[1]
    const loop = LOOP.exec(line)
    if (included !== undefined) includes.push({ name: included, names: names.visible(), base: [] })
    else if (loop !== null) names.bindElement(loop[1] ?? '', pathOf(loop[2] ?? '', names))
    else if (/^\s*-/.test(line)) bindDeclared(line, names)
    else if (!/^\s*\/\//.test(line)) {
      const codes = rawIn(line)
      const paths = codes.flatMap((code) => pathsOf(code, names))
      const at = { start: start + line.search(/\S/), end }
      if (paths.length > 0) outputs.push({ paths, ...at })
      for (const code of codes) {
        const call = callOf(code, names)
        if (call !== null) outputs.push({ paths: [], ...at, call })
      }
    }
    start = end + 1
  }
  return { outputs, includes }
}

function rawIn(line: string): readonly string[] {
  const interpolated = [...line.matchAll(INTERPOLATED)].map((match) => match[1] ?? '')
  const buffered = BUFFERED.exec(line)?.[1]
  if (buffered !== undefined) return [...interpolated, buffered]
  const attributes = /^\s*[\w#.-]*\(/.test(line) ? [...line.matchAll(ATTRIBUTE)].map((match) => match[1] ?? '') : []
  return [...interpolated, ...attributes]
}
