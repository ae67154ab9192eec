import { type ContextPath, ELEMENT, type IncludedTemplate, type RawOutput, type TemplateUse } from './template.ts'

const TAGS = /\{\{!--[\s\S]{0,4000}?--\}\}|\{\{\{~?([^{}]{0,500})\}\}\}|\{\{~?\s*([#/^!>&]?)([^{}]{0,500})\}\}/g

/** Where names are looked up inside a block: places among the given values, and names of its own (`as |item|`). */
interface Block {
  readonly places: readonly ContextPath[]
  readonly names: ReadonlyMap<string, ContextPath>
  /** Whether `../` leaves it. */
  readonly isScope: boolean
}

/** Handlebars and Mustache; in Mustache a name that a section does not have is looked up outside of it. */
export function readHandlebars(text: string, isMustache: boolean): TemplateUse {
  const outputs: RawOutput[] = []
  const includes: IncludedTemplate[] = []
  const blocks: Block[] = [{ places: [[]], names: new Map(), isScope: true }]
  for (const match of text.matchAll(TAGS)) {
    const [whole, triple, mark = '', rest = ''] = match
    const code = rest.replace(/~\s*$/, '').trim()
    if (triple !== undefined || mark === '&') {
      const paths = lookUp((triple ?? code).replace(/~\s*$/, '').trim(), blocks, isMustache)
      if (paths.length > 0) outputs.push({ paths, start: match.index, end: match.index + whole.length })
    } else if (mark === '#' || mark === '^') blocks.push(blockOf(code, mark, blocks, isMustache))
    else if (mark === '/' && blocks.length > 1) blocks.pop()
    else if (mark === '>') includes.push(...partialsOf(code, blocks, isMustache))
  }
  return { outputs, includes }
}

/** `{{#each reviews as |review|}}`, `{{#with author}}`, `{{#reviews}}`; every other block leaves names as they are. */
function blockOf(code: string, mark: string, blocks: readonly Block[], isMustache: boolean): Block {
  const same: Block = { places: blocks.at(-1)?.places ?? [], names: new Map(), isScope: false }
  if (mark === '^') return same
  const [, helper = '', argument = ''] = /^(each|with)\s+(\S+)/.exec(code) ?? []
  const own = /as\s*\|\s*([\w$]+)/.exec(code)?.[1]
  if (helper !== '') {
    const places = lookUp(argument, blocks, isMustache).map((path) => (helper === 'each' ? [...path, ELEMENT] : path))
    return { places, names: new Map(own === undefined || places[0] === undefined ? [] : [[own, places[0]]]), isScope: true }
  }
  if (!/^[\w$.]+$/.test(code)) return same
  const places = lookUp(code, blocks, isMustache).flatMap((path) => [[...path, ELEMENT], path])
  return { places: [...places, ...same.places], names: new Map(), isScope: true }
}

/** `{{> review author}}`. */
function partialsOf(code: string, blocks: readonly Block[], isMustache: boolean): readonly IncludedTemplate[] {
  const [, name, argument] = /^['"]?([\w./-]+)['"]?(?:\s+([\w$./]+))?(?:\s|$)/.exec(code) ?? []
  if (name === undefined) return []
  const places = argument === undefined ? (blocks.at(-1)?.places ?? []) : lookUp(argument, blocks, isMustache)
  return places.map((base) => ({ name, names: new Map(), base }))
}

/** A helper with arguments is code that is not known: nothing is said of what it gives. */
function lookUp(code: string, blocks: readonly Block[], isMustache: boolean): readonly ContextPath[] {
  if (!/^[\w$./@[\]-]+$/.test(code) || (code.startsWith('@') && !code.startsWith('@root'))) return []
  let left = blocks
  let rest = code
  if (rest.startsWith('@root')) {
    left = blocks.slice(0, 1)
    rest = rest.slice('@root'.length)
  }
  while (rest.startsWith('../')) {
    const scope = left.findLastIndex((block) => block.isScope)
    left = left.slice(0, Math.max(1, scope))
    rest = rest.slice(3)
  }
  const keys = rest.split(/[./]/).filter((key) => key !== '' && key !== 'this')
  const bound = left.findLast((block) => block.names.has(keys[0] ?? ''))?.names.get(keys[0] ?? '')
  if (bound !== undefined) return [[...bound, ...keys.slice(1)]]
  const places = isMustache && keys.length > 0 ? left.flatMap((block) => block.places) : (left.at(-1)?.places ?? [])
  const found = new Map(places.map((place) => [[...place, ...keys].join('\0'), [...place, ...keys]]))
  return [...found.values()]
}
