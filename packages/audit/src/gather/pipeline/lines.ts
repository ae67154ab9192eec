import type { Placed } from '../../model/facts/configuration.ts'
import type { PipelineStep, PipelineValue } from '../../model/facts/pipeline.ts'
import type { YamlNode } from '../configuration/yaml-lines.ts'
import { maskSecrets } from '../secrets/gather-secrets.ts'

const MAX_SNIPPET = 200
const MAX_SCRIPT_LINES = 2000
const MAX_LINE = 2000

/** The lines of one pipeline file, secrets masked, and what stands on them. */
export class PipelineLines {
  readonly #lines: readonly string[]

  constructor(text: string) {
    this.#lines = maskSecrets(text, 'pipeline.yml').split(/\r?\n/)
  }

  place({ line, endLine }: Pick<YamlNode, 'line' | 'endLine'>): Placed {
    return { line, endLine: Math.max(line, endLine), snippet: (this.#lines[line - 1] ?? '').trim().slice(0, MAX_SNIPPET) }
  }

  /** The place of a key alone, where its value is long. */
  head({ line }: Pick<YamlNode, 'line'>): Placed {
    return this.place({ line, endLine: line })
  }

  value(name: string, node: YamlNode): PipelineValue {
    return { ...this.head(node), name, value: maskSecrets(textOfAny(node), 'pipeline.yml').slice(0, MAX_LINE) }
  }

  /** A map's keys with their texts. */
  values(node: YamlNode | undefined): PipelineValue[] {
    return (node?.entries ?? []).map(([name, value]) => this.value(name, value))
  }

  /** A script as it stands in the file: a block keeps its lines, a plain text is one. */
  script(node: YamlNode): PipelineStep['script'] {
    if (node.text === null) return []
    const first = this.#lines[node.line - 1] ?? ''
    const isBlock = /:\s*[|>][\d+-]*\s*(?:#.*)?$|^\s*-\s*[|>][\d+-]*\s*(?:#.*)?$/.test(first)
    if (!isBlock) return [{ line: node.line, text: maskSecrets(node.text, 'pipeline.yml').slice(0, MAX_LINE) }]
    return this.#lines.slice(node.line, Math.min(node.endLine, node.line + MAX_SCRIPT_LINES)).map((text, index) => ({
      line: node.line + 1 + index,
      text: text.trim().slice(0, MAX_LINE),
    }))
  }
}

/** A scalar, or a list as text. */
export function textOfAny(node: YamlNode | undefined): string {
  if (node === undefined) return ''
  if (node.text !== null) return node.text
  return node.isList ? node.items.map((item) => item.text ?? '').join(', ') : node.entries.map(([key]) => key).join(', ')
}

/** A scalar as a list of one, a list as its scalars, a map as its keys. */
export function textsOf(node: YamlNode | undefined): string[] {
  if (node === undefined || (node.isNull && !node.isMap && !node.isList)) return []
  if (node.text !== null) return [node.text]
  return node.isList ? node.items.flatMap((item) => item.text ?? []) : node.entries.map(([key]) => key)
}
