import { type Alias, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, type Pair, parseAllDocuments } from 'yaml'

/** A YAML value with the lines it was written on. Anchors and merge keys are followed. */
export interface YamlNode {
  readonly line: number
  readonly endLine: number
  /** Of a scalar, as text; null for maps and lists. */
  readonly text: string | null
  readonly isNull: boolean
  /** Of a map, in the order of the file, merged keys last. */
  readonly entries: readonly (readonly [key: string, value: YamlNode])[]
  readonly items: readonly YamlNode[]
  readonly isMap: boolean
  readonly isList: boolean
}

const MAX_DEPTH = 40
const MAX_NODES = 50_000
const MAX_DOCUMENTS = 200

export type YamlResult = { readonly documents: readonly YamlNode[] } | { readonly error: string }

/** Parses YAML into nodes with lines; bombs of aliases end at a fixed number of nodes. */
export function parseYaml(text: string): YamlResult {
  const counter = new LineCounter()
  try {
    const parsed = parseAllDocuments(text, {
      lineCounter: counter,
      uniqueKeys: false,
      logLevel: 'silent',
      merge: true,
      maxAliasCount: 100,
    } as Parameters<typeof parseAllDocuments>[1])
    if (!Array.isArray(parsed)) return { documents: [] }
    const error = parsed.flatMap((document) => document.errors)[0]
    if (error !== undefined) return { error: error.message.split('\n')[0] ?? 'not YAML' }
    const budget = { left: MAX_NODES }
    return {
      documents: parsed.slice(0, MAX_DOCUMENTS).flatMap((document) => {
        const convert = converter(counter, (alias) => alias.resolve(document as never) as Node | undefined, budget)
        return document.contents === null ? [] : [convert(document.contents as Node, 0)]
      }),
    }
  } catch (error) {
    return { error: error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error) }
  }
}

type Resolve = (alias: Alias) => Node | undefined

function converter(
  counter: LineCounter,
  resolveAlias: Resolve,
  budget: { left: number },
): (node: Node | null, depth: number, at?: YamlPlace) => YamlNode {
  const placeOf = (node: Node): YamlPlace => {
    const [from = 0, to = from] = node.range ?? []
    return { line: counter.linePos(from).line, endLine: counter.linePos(Math.max(from, to - 1)).line }
  }
  const convert = (node: Node | null, depth: number, at?: YamlPlace): YamlNode => {
    if (node === null || depth > MAX_DEPTH || --budget.left < 0) return { ...EMPTY, ...(at ?? (node === null ? {} : placeOf(node))) }
    if (isAlias(node)) return convert(resolveAlias(node) ?? null, depth + 1, placeOf(node))
    const place = at ?? placeOf(node)
    if (isScalar(node))
      return { ...EMPTY, ...place, text: node.value === null ? '' : String(node.source ?? node.value), isNull: node.value === null }
    if (isSeq(node)) return { ...EMPTY, ...place, isList: true, items: node.items.map((item) => convert(item as Node, depth + 1)) }
    if (isMap(node)) return { ...EMPTY, ...place, isMap: true, entries: entriesOf(node.items as Pair[], depth, convert) }
    return { ...EMPTY, ...place }
  }
  return convert
}

interface YamlPlace {
  readonly line: number
  readonly endLine: number
}

function entriesOf(
  pairs: readonly Pair[],
  depth: number,
  convert: (node: Node | null, depth: number) => YamlNode,
): (readonly [string, YamlNode])[] {
  const own: (readonly [string, YamlNode])[] = []
  const merged: (readonly [string, YamlNode])[] = []
  for (const pair of pairs) {
    const key = convert(pair.key as Node, depth + 1)
    const value = convert(pair.value as Node | null, depth + 1)
    const name = key.text ?? ''
    if (name === '<<') merged.push(...(value.isList ? value.items.flatMap(({ entries }) => entries) : value.entries))
    // The line of an entry is that of its key.
    else own.push([name, { ...value, line: key.line || value.line, endLine: value.endLine || key.endLine }])
  }
  const names = new Set(own.map(([name]) => name))
  return [...own, ...merged.filter(([name]) => !names.has(name))]
}

const EMPTY: YamlNode = { line: 0, endLine: 0, text: null, isNull: true, entries: [], items: [], isMap: false, isList: false }

/** The value of a key; undefined when there is none. */
export function entry(node: YamlNode | undefined, key: string): YamlNode | undefined {
  return node?.entries.find(([name]) => name === key)?.[1]
}

/** A scalar's text, or the text of a key's scalar. */
export function textOf(node: YamlNode | undefined): string | null {
  return node?.text ?? null
}
