import type { Names } from './names.ts'
import { type ContextPath, ELEMENT, type TemplateCall } from './template.ts'

/** Methods that give the text, or the items, of what they are called on. */
const KEEPS =
  /^(?:replace|replaceAll|trim|trimStart|trimEnd|slice|substr|substring|toString|toUpperCase|toLowerCase|concat|join|padStart|padEnd|split|filter|sort|reverse|upper|lower|strip|title|capitalize|format|all|items|values|iterator|toArray)$/
/** Functions that give markup back as they got it. */
const PASSES = /^(?:String|str|JSON\.stringify|marked|marked\.parse|decodeURIComponent|decodeURI|unescape|Markup|nl2br)$/
/** `replace(/</g, '&lt;')`. */
const REPLACES_MARKUP = /<|&lt;|\\u003c/i
const WORDS = new Set(
  'true false null undefined none True False None not and or in is if else typeof void new await const let var this'.split(' '),
)
const DEEPEST = 6

/** The given values that an expression of JavaScript or of a template language may write; a value of a call that is not known is none. */
export function pathsOf(text: string, names: Names, depth = 0): readonly ContextPath[] {
  let found: ContextPath[] = []
  if (depth > DEEPEST) return found
  for (let at = 0; at < text.length; ) {
    const char = text[at] ?? ''
    if (char === '"' || char === "'") at = afterQuote(text, at)
    else if (char === '`') {
      const end = afterQuote(text, at)
      for (const [, inner = ''] of text.slice(at, end).matchAll(/\$\{([^{}]*)\}/g)) found.push(...pathsOf(inner, names, depth + 1))
      at = end
    } else if (char === '(' || char === '[') {
      const end = afterBracket(text, at)
      found.push(...pathsOf(text.slice(at + 1, end - 1), names, depth + 1))
      at = end
    } else if (char === '?' && text[at + 1] !== '.' && text[at + 1] !== '?') {
      // What decides is not what is written.
      found = []
      at += 1
    } else if (text.startsWith('&&', at)) {
      found = []
      at += 2
    } else if (text.startsWith('??', at)) at += 2
    else if (/[A-Za-z_$]/.test(char)) {
      const chain = readChain(text, at, names, depth)
      // `a if decided else b`
      if (chain.word === 'if') {
        const otherwise = text.indexOf(' else ', at)
        at = otherwise === -1 ? text.length : otherwise + 5
        continue
      }
      found.push(...chain.paths)
      at = chain.end
    } else at += /\d/.test(char) ? (/^[\d.\w]+/.exec(text.slice(at))?.[0].length ?? 1) : 1
  }
  return found
}

/** The only value that an expression stands for; null when there is none, or more than one. */
export function pathOf(text: string, names: Names): ContextPath | null {
  const [only, ...others] = pathsOf(text, names)
  return others.length === 0 ? (only ?? null) : null
}

/** A call of a given function that is all of an expression: `paragraphs(review.text)`; null for anything else. */
export function callOf(text: string, names: Names): TemplateCall | null {
  const code = text.trim().replace(/;$/, '')
  // `badge(kind)`, `helpers.badge(kind)`; methods of the text itself are none of these.
  const word = /^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*(?=\s*\()/.exec(code)?.[0]
  if (word === undefined || PASSES.test(word) || WORDS.has(word)) return null
  const path = word.split('.')
  if (path.length > 1 && KEEPS.test(path.at(-1) ?? '')) return null
  const open = code.indexOf('(')
  const callee = names.resolve(path)
  if (callee === null || afterBracket(code, open) !== code.length) return null
  const args = splitOutside(code.slice(open + 1, -1), ',').map((part) => pathOf(part, names))
  return args.some((path) => path !== null) ? { callee, args } : null
}

interface Chain {
  readonly word: string
  readonly paths: readonly ContextPath[]
  readonly end: number
}

/** `a.b['c'][0].trim()`. */
function readChain(text: string, start: number, names: Names, depth: number): Chain {
  const word = /^[\w$]+/.exec(text.slice(start, start + 200))?.[0] ?? text[start] ?? ''
  let at = start + word.length
  let keys: string[] | null = [word]
  if (WORDS.has(word)) return { word, paths: [], end: at }
  let extra: readonly ContextPath[] = []
  let method = ''
  for (;;) {
    const member = /^\s*\??\.\s*([\w$]+)/.exec(text.slice(at, at + 200))
    if (member !== null) {
      method = member[1] ?? ''
      keys?.push(method)
      at += member[0].length
    } else if (text[at] === '[' || text.startsWith('?.[', at)) {
      const open = text.indexOf('[', at)
      const end = afterBracket(text, open)
      keys?.push(/^\s*(['"])(.*)\1\s*$/.exec(text.slice(open + 1, end - 1))?.[2] ?? ELEMENT)
      at = end
    } else if (text[at] === '(' && keys !== null) {
      const end = afterBracket(text, at)
      const called = readCall(keys, text.slice(at + 1, end - 1), names, depth)
      keys = called.keys
      extra = [...extra, ...called.paths]
      at = end
    } else if (text[at] === '(') {
      const end = afterBracket(text, at)
      if (!isKept(method, text.slice(at, end))) extra = []
      at = end
    } else break
  }
  const root = keys?.[0] === 'locals' ? keys.slice(1) : keys
  const path = root === null || root.length === 0 ? null : names.resolve(root)
  return { word, paths: path === null ? extra : [...extra, path], end: at }
}

/** What a call gives: still the value under `keys`, or values of its arguments. */
function readCall(
  keys: readonly string[],
  args: string,
  names: Names,
  depth: number,
): { readonly keys: string[] | null; readonly paths: readonly ContextPath[] } {
  const method = keys.at(-1) ?? ''
  if (PASSES.test(keys.join('.'))) return { keys: null, paths: pathsOf(args, names, depth + 1) }
  const owner = keys.slice(0, -1)
  if (owner.length === 0) return { keys: null, paths: [] }
  if (method === 'map' || method === 'flatMap') return { keys: null, paths: mapped(owner, args, names, depth) }
  if (method === 'get') {
    const key = /^\s*(['"])(.*?)\1/.exec(args)?.[2]
    return { keys: key === undefined ? null : [...owner, key], paths: [] }
  }
  return { keys: isKept(method, args) ? owner : null, paths: [] }
}

const isKept = (method: string, args: string): boolean =>
  KEEPS.test(method) && !(method.startsWith('replace') && REPLACES_MARKUP.test(replacedIn(args)))

/** What `replace` looks for; `.replace(/\n/g, '<br>')` adds markup and takes none out. */
function replacedIn(args: string): string {
  const rest = args.replace(/^[\s(]+/, '')
  const pattern = /^\/(?:[^\\/[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/\w*/.exec(rest)?.[0]
  return pattern ?? (/^["'`]/.test(rest) ? rest.slice(0, afterQuote(rest, 0)) : args)
}

/** `rows.map((row) => row.text)`. */
function mapped(owner: readonly string[], args: string, names: Names, depth: number): readonly ContextPath[] {
  const arrow = /^\s*\(?\s*([\w$]+)[^=]*=>\s*([\s\S]*)$/.exec(args)
  const list = names.resolve(owner)
  if (arrow === null || list === null) return []
  names.open()
  names.bindElement(arrow[1] ?? '', list)
  const paths = pathsOf(arrow[2] ?? '', names, depth + 1)
  names.close()
  return paths
}

export function afterQuote(text: string, start: number): number {
  const quote = text[start]
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\') at++
    else if (text[at] === quote) return at + 1
  }
  return text.length
}

/** Past the bracket that closes the one at `start`. */
export function afterBracket(text: string, start: number): number {
  let depth = 0
  for (let at = start; at < text.length; at++) {
    const char = text[at] ?? ''
    if (char === '"' || char === "'" || char === '`') at = afterQuote(text, at) - 1
    else if ('([{'.includes(char)) depth++
    else if (')]}'.includes(char)) {
      depth--
      if (depth === 0) return at + 1
    }
  }
  return text.length
}

/** The parts of a text between separators that stand in no quotes and brackets. */
export function splitOutside(text: string, separator: string): readonly string[] {
  const parts: string[] = []
  let from = 0
  for (let at = 0; at < text.length; ) {
    const char = text[at] ?? ''
    if (char === '"' || char === "'") at = afterQuote(text, at)
    else if ('([{'.includes(char)) at = afterBracket(text, at)
    else if (char === separator && text[at + 1] !== separator && text[at - 1] !== separator) {
      parts.push(text.slice(from, at))
      from = ++at
    } else at++
  }
  parts.push(text.slice(from))
  return parts
}
