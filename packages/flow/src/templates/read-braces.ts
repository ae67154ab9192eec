import { pathOf, pathsOf, splitOutside } from './expression.ts'
import { Names } from './names.ts'
import type { ContextPath, IncludedTemplate, RawOutput, TemplateUse } from './template.ts'

/** Filters whose result holds the markup of what they got. */
const PASSES = new Set(
  'safe safeseq default d default_if_none upper lower title capitalize capfirst trim truncate truncatechars truncatewords truncatechars_html truncatewords_html wordwrap replace join first last indent center ljust rjust nl2br string striptags reverse sort list random add cut slice dictsort dump'.split(
    ' ',
  ),
)
/** Filters of Django that escape what they get unless it is marked as safe already. */
const ESCAPES_FIRST = new Set(['linebreaks', 'linebreaksbr', 'urlize', 'urlizetrunc'])
const UNESCAPES = new Set(['safe', 'safeseq'])
const KEEPS_ADDRESS = new Set(['', 'escape', 'e', 'force_escape', 'default', 'd', 'trim', 'safe'])
const LONGEST_TAG = 4000
/** What stands before a value that is the whole beginning of an address that is opened when somebody clicks, sends or looks. */
const BEFORE_ADDRESS =
  /<(?:(?:a|area|base|use)\b[^<>]*?\s(?:xlink:)?href|form\b[^<>]*?\saction|(?:button|input)\b[^<>]*?\sformaction|(?:iframe|embed|frame)\b[^<>]*?\ssrc|object\b[^<>]*?\sdata)\s*=\s*["']?\s*$/i
const LONGEST_ELEMENT = 600
const TAGS = new RegExp(
  `\\{#[\\s\\S]{0,${LONGEST_TAG}}?#\\}|\\{%[-+]?\\s*([\\s\\S]{0,${LONGEST_TAG}}?)\\s*[-+]?%\\}|\\{\\{[-+]?([\\s\\S]{0,${LONGEST_TAG}}?)[-+]?\\}\\}`,
  'g',
)

/** Jinja, Django, Nunjucks and Tornado; `isEscaping` tells whether the engine escapes where the template says nothing. */
export function readBraces(text: string, isEscaping = true): TemplateUse {
  const reader = new BracesReader(text, isEscaping)
  for (const match of text.matchAll(TAGS)) {
    const [whole, tag, output] = match
    if (tag !== undefined) reader.tag(tag, match.index, match.index + whole.length)
    else if (output !== undefined) reader.output(output, match.index, match.index + whole.length)
  }
  return { outputs: reader.outputs, includes: reader.includes }
}

class BracesReader {
  readonly outputs: RawOutput[] = []
  readonly includes: IncludedTemplate[] = []
  readonly #names = new Names()
  readonly #escaping: boolean[] = []
  /** The tag that ends what is no template code. */
  #skippedTo = ''
  readonly #page: string
  readonly #isEscaping: boolean

  constructor(page: string, isEscaping: boolean) {
    this.#page = page
    this.#isEscaping = isEscaping
  }

  output(text: string, start: number, end: number): void {
    if (this.#skippedTo !== '') return
    const [value = '', ...filters] = splitOutside(text, '|')
    const isPlain = isRaw(filters.map(nameOf), this.#escaping.at(-1) ?? this.#isEscaping)
    const isAddress = !isPlain && filters.every((filter) => KEEPS_ADDRESS.has(nameOf(filter))) && beginsAddress(this.#page, start)
    const isUnquoted = !(isPlain || isAddress) && filters.every((filter) => PASSES.has(nameOf(filter)) || KEEPS_ADDRESS.has(nameOf(filter)))
    if (!(isPlain || isAddress || (isUnquoted && isBareAttribute(this.#page, start)))) return
    const paths = pathsOf(value, this.#names)
    if (paths.length > 0) this.outputs.push({ paths, start, end, ...(isAddress ? { isAddress } : isUnquoted ? { isUnquoted } : {}) })
  }

  tag(text: string, start: number, end: number): void {
    const name = /^\w+/.exec(text)?.[0] ?? ''
    const rest = text.slice(name.length).trim()
    if (this.#skippedTo !== '') {
      if (name === this.#skippedTo) this.#skippedTo = ''
    } else if (name === 'raw' && rest !== '') {
      // Tornado's way to write a value as it is; elsewhere the tag stands alone.
      const paths = pathsOf(rest, this.#names)
      if (paths.length > 0) this.outputs.push({ paths, start, end })
    } else if (name === 'raw' || name === 'verbatim' || name === 'comment') this.#skippedTo = `end${name}`
    else if (name === 'autoescape') this.#escaping.push(!/^(?:off|false|none)\b/i.test(rest))
    else if (name === 'endautoescape') this.#escaping.pop()
    else if (name === 'for' || name === 'asyncEach' || name === 'asyncAll') this.#loop(rest)
    else if (name === 'macro' || name === 'call') {
      this.#names.open()
      for (const [parameter] of rest.slice(rest.indexOf('(')).matchAll(/[A-Za-z_]\w*/g)) this.#names.bind(parameter, null)
    } else if (name === 'with') {
      this.#names.open()
      this.#assign(rest)
    } else if (/^end(?:for|each|all|macro|call|with)$/i.test(name)) this.#names.close()
    else if (name === 'set') this.#assign(rest)
    else if (name === 'include' || name === 'extends') this.#include(rest)
  }

  #loop(text: string): void {
    const [, targets = '', list = ''] = /^([\w\s,()]+?)\s+in\s+([\s\S]*)$/.exec(text) ?? []
    const path = this.#valueOf(list.replace(/\s+(?:if\s[\s\S]*|recursive|reversed)$/, ''))
    this.#names.open()
    for (const name of ['loop', 'forloop']) this.#names.bind(name, null)
    const variables = targets.match(/\w+/g) ?? []
    const isPairs = /(?:\.items\b|\|\s*(?:dict)?items\b)/.test(list)
    for (const [index, name] of variables.entries()) {
      if (isPairs) this.#names.bindElement(name, index === 0 ? null : path)
      else if (variables.length === 1) this.#names.bindElement(name, path)
      else this.#names.bind(name, null)
    }
  }

  /** `a=x.y b=z`, `a = x.y`, `x.y as a`. */
  #assign(text: string): void {
    const renamed = /^(.*)\s+as\s+(\w+)$/.exec(text)
    if (renamed !== null) this.#names.bind(renamed[2] ?? '', this.#valueOf(renamed[1] ?? ''))
    else for (const [name, path] of this.#assignments(text)) this.#names.bind(name, path)
  }

  #assignments(text: string): readonly (readonly [string, ContextPath | null])[] {
    return [...text.matchAll(/(\w+)\s*=(?!=)\s*([^\s=]+(?:\s*\|\s*[^\s=]+)*)/g)].map(([, name = '', value = '']) => [
      name,
      this.#valueOf(value.replace(/,$/, '')),
    ])
  }

  #include(text: string): void {
    const [whole, , name = ''] = /^(['"])(.*?)\1/.exec(text) ?? []
    if (whole === undefined) return
    const names = new Map(this.#names.visible())
    for (const [bound, path] of this.#assignments(text.slice(whole.length))) names.set(bound, path)
    this.includes.push({ name, names, base: [] })
  }

  /** Of an expression with filters; one that is not known to keep the value gives none. */
  #valueOf(text: string): ContextPath | null {
    const [value = '', ...filters] = splitOutside(text, '|')
    const isKept = filters.every((filter) => PASSES.has(nameOf(filter)) || /^(?:dict)?items$/.test(nameOf(filter)))
    return isKept ? withoutView(pathOf(value, this.#names)) : null
  }
}

/** Django reads `post.comments.all` as a call. */
function withoutView(path: ContextPath | null): ContextPath | null {
  return path !== null && path.length > 1 && /^(?:all|items|values|iterator)$/.test(path.at(-1) ?? '') ? path.slice(0, -1) : path
}

function beginsAddress(page: string, start: number): boolean {
  const before = page.slice(Math.max(0, start - LONGEST_ELEMENT), start).replaceAll(/\{%[^%]*%\}/g, '')
  return BEFORE_ADDRESS.test(before.slice(before.lastIndexOf('<')))
}

/** `<input value={{ term }}>`: escaping leaves spaces as they are. */
function isBareAttribute(page: string, start: number): boolean {
  const before = page.slice(Math.max(0, start - LONGEST_ELEMENT), start)
  return /^<[a-z][\w-]*\s(?:[^<>"']|"[^"<>]*"|'[^'<>]*')*[\w:-]+\s*=\s*$/i.test(before.slice(before.lastIndexOf('<')))
}

const nameOf = (filter: string): string => /^\s*(\w+)/.exec(filter)?.[1] ?? ''

/** Whether a value that goes through these filters is written as it is; a filter that is not known may escape. */
function isRaw(filters: readonly string[], isEscaping: boolean): boolean {
  let isMarkedSafe = !isEscaping
  for (const filter of filters) {
    if (UNESCAPES.has(filter)) isMarkedSafe = true
    else if (ESCAPES_FIRST.has(filter)) {
      if (!isMarkedSafe) return false
    } else if (!PASSES.has(filter)) return false
  }
  return isMarkedSafe
}
