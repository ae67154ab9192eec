import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fill, seededRandom } from './values.ts'

/** One small file of the corpus. */
export interface CorpusFile {
  /** Below the root of the tree; its first folder is its own. */
  readonly path: string
  readonly text: string
  readonly category: string
  readonly reason: string
  /** Chosen by seed from the template: never looked at while rules are written. */
  readonly isHeldOut: boolean
  readonly labels: readonly Label[]
}

/** A labelled line, or lines where the value has several. */
export interface Label {
  readonly line: number
  readonly endLine: number
  readonly isSecret: boolean
}

interface Template {
  readonly path: string
  readonly category: string
  readonly reason: string
  readonly lines: readonly string[]
}

const FOLDER = import.meta.dirname
/** How often a template is filled, with other values each time. */
const TIMES = { true: 3, false: 2, real: 1 } as const

/**
 * Templates with `<<value>>` places, filled from a seed, so that nothing that looks like a live credential stands in the repository.
 * A line that begins with T is a secret, with F a look-alike; lines are written without that letter.
 */
export function corpus(): CorpusFile[] {
  const files: CorpusFile[] = []
  for (const [source, times] of Object.entries(TIMES)) {
    const templates = readTemplates(join(FOLDER, `${source}.txt`))
    for (const [index, template] of templates.entries()) {
      for (let time = 0; time < times; time++) files.push(fileOf(template, `${source}${index}`, time))
    }
  }
  return files
}

function readTemplates(file: string): Template[] {
  return readFileSync(file, 'utf8')
    .split(/^=== /m)
    .slice(1)
    .map((block) => {
      const [head = '', ...lines] = block.replace(/\n$/, '').split('\n')
      const [path = '', category = '', reason = ''] = head.split(' | ')
      return { path, category, reason, lines }
    })
}

function fileOf({ path, category, reason, lines }: Template, id: string, time: number): CorpusFile {
  const random = seededRandom(`${id} ${time}`)
  const written: string[] = []
  const labels: Label[] = []
  for (const line of lines) {
    const mark = /^[TF]/.exec(line)?.[0]
    const filled = fill(mark === undefined ? line : line.slice(1), random).split('\n')
    if (mark !== undefined) labels.push({ line: written.length + 1, endLine: written.length + filled.length, isSecret: mark === 'T' })
    written.push(...filled)
  }
  return {
    path: `${id}-${time}/${path}`,
    text: `${written.join('\n')}\n`,
    category,
    reason,
    isHeldOut: seededRandom(`half of ${id}`)() < 0.5,
    labels,
  }
}
