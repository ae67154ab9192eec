/** What a template reads of each element of a list. */
export interface TemplateLoop {
  /** The name under which the list is given, `rows` of `rows.object_list`; '' for a list that is part of another loop's element. */
  readonly list: string
  readonly reads: readonly LoopRead[]
}

export interface LoopRead {
  /** Keys from the element on: `author`, `username` of `{{ post.author.username }}`. */
  readonly keys: readonly string[]
  /** Whether it is the value that is written: the row behind a relation is fetched for its name. */
  readonly isWritten: boolean
  /** Offsets into the text (UTF-16 units), end exclusive. */
  readonly start: number
  readonly end: number
}

interface OpenLoop {
  readonly variable: string
  readonly loop: { readonly list: string; readonly reads: LoopRead[] }
}

const TAGS = /\{#[\s\S]{0,4000}?#\}|\{%[-+]?\s*([\s\S]{0,4000}?)\s*[-+]?%\}|\{\{[-+]?([\s\S]{0,4000}?)[-+]?\}\}/g
const LOOP = /^for\s+(\w+)\s+in\s+([A-Za-z_][\w.]*(?:\(\))?)/
/** Members of a page and of a query set that give its rows. */
const OWN_MEMBERS = /\.(?:object_list|all|items|iterator)(?:\(\))?$/
/** Nested deeper than this, templates are made by programs. */
const MOST_NESTED = 20

/** The loops of a template of Django or Jinja over lists that have names. */
export function readLoops(text: string): readonly TemplateLoop[] {
  const found: TemplateLoop[] = []
  const open: OpenLoop[] = []
  for (const match of text.matchAll(TAGS)) {
    const [whole, tag, output] = match
    const place = { start: match.index, end: match.index + whole.length }
    if (tag !== undefined && /^endfor\b/.test(tag)) open.pop()
    else if (tag !== undefined || output !== undefined) noteReads(open, tag ?? output ?? '', tag === undefined, place)
    const [, variable, list = ''] = (tag === undefined ? null : LOOP.exec(tag)) ?? []
    if (variable !== undefined && open.length < MOST_NESTED) {
      const name = list.replace(OWN_MEMBERS, '')
      const loop = { list: name.includes('.') || open.some((one) => one.variable === name) ? '' : name, reads: [] }
      open.push({ variable, loop })
      found.push(loop)
    } else if (tag !== undefined && /^for\b/.test(tag)) open.push({ variable: '', loop: { list: '', reads: [] } })
  }
  return found
}

function noteReads(
  open: readonly OpenLoop[],
  code: string,
  isOutput: boolean,
  place: { readonly start: number; readonly end: number },
): void {
  const plain = code.replace(/"[^"]*"|'[^']*'/g, '""')
  for (const { variable, loop } of open) {
    if (variable === '') continue
    for (const [path] of plain.matchAll(new RegExp(`(?<![\\w.])${variable}\\.[A-Za-z_][\\w.]*`, 'g'))) {
      const keys = path.split('.').slice(1)
      loop.reads.push({ keys, isWritten: isOutput && plain.trimStart().startsWith(path), ...place })
    }
  }
}
