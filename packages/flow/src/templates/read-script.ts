import { afterBracket, pathOf } from './expression.ts'
import type { Names } from './names.ts'

/** Binds what a piece of JavaScript between markup declares: loops over lists, and names for parts of what was given. */
export function bindDeclared(code: string, names: Names): void {
  for (const [, name = '', list = ''] of code.matchAll(/\bfor\s*\(\s*(?:const|let|var)\s+([\w$]+)\s+of\s+([^)]{1,200})\)/g))
    names.bindElement(name, pathOf(list, names))
  for (const [, list = '', name = ''] of code.matchAll(
    /([\w$.?[\]'"]{1,200})\s*\.(?:forEach|map)\s*\(\s*(?:async\s+)?(?:function\s*[\w$]*\s*)?\(?\s*([\w$]+)/g,
  ))
    names.bindElement(name, pathOf(list, names))
  for (const match of code.matchAll(/\b(?:const|let|var)\s+([\w$]+)\s*=\s*/g)) {
    const from = match.index + match[0].length
    names.bind(match[1] ?? '', pathOf(code.slice(from, endOfStatement(code, from)), names))
  }
}

function endOfStatement(code: string, start: number): number {
  for (let at = start; at < code.length; ) {
    const char = code[at] ?? ''
    if (char === ';' || char === '\n') return at
    at = '([{'.includes(char) ? afterBracket(code, at) : at + 1
  }
  return code.length
}
