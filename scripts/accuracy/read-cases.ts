import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { WEAKNESSES } from './weaknesses.ts'

const kind = z.string().refine((name) => Object.hasOwn(WEAKNESSES, name), 'no such kind in scripts/accuracy/weaknesses.ts')
const place = z.strictObject({ file: z.string(), line: z.int().positive() })
const expected = place.extend({
  kind,
  cwe: z.int().positive(),
  /** The line as written, so that an edit that moves it is noticed. */
  text: z.string(),
  /** Other places where the same defect may rightly be reported. */
  or: z.array(place).default([]),
})
const caseFile = z.union([
  z.strictObject({ expect: z.array(expected).min(1), why: z.string() }),
  z.strictObject({ silent: z.array(kind).min(1), why: z.string() }),
])

export type Expected = z.infer<typeof expected>

/** One folder of the corpus: a part of an application, vulnerable or safe. */
export interface AccuracyCase {
  readonly folder: string
  readonly half: string
  readonly language: string
  /** The folder that names the weakness. */
  readonly weakness: string
  readonly name: string
  readonly expect: readonly Expected[]
  readonly silent: readonly string[]
  readonly why: string
}

/** All cases below a folder, in order of their paths. Throws when a case.yaml is wrong or names a line that is not there. */
export function readCases(root: string): readonly AccuracyCase[] {
  return foldersAt(root, 4).map(([half = '', language = '', weakness = '', name = '']) => {
    const folder = join(root, half, language, weakness, name)
    const read = caseFile.safeParse(parse(readFileSync(join(folder, 'case.yaml'), 'utf8')))
    if (!read.success) throw new Error(`${folder}/case.yaml: ${z.prettifyError(read.error)}`)
    const { why } = read.data
    const expect = 'expect' in read.data ? read.data.expect : []
    const silent = 'silent' in read.data ? read.data.silent : []
    if (name.startsWith('bad-') !== expect.length > 0) throw new Error(`${folder}: only bad-* cases expect findings`)
    for (const wanted of expect) verifyLine(folder, wanted)
    return { folder, half, language, weakness, name, expect, silent, why }
  })
}

function verifyLine(folder: string, { file, line, text }: Expected): void {
  const written = readFileSync(join(folder, file), 'utf8').split('\n')[line - 1]?.trim()
  if (written !== text) throw new Error(`${folder}/case.yaml: line ${line} of ${file} is not ${JSON.stringify(text)}`)
}

/** Paths of the folders that lie exactly `depth` levels below, as their parts. */
function foldersAt(root: string, depth: number): readonly (readonly string[])[] {
  if (depth === 0) return [[]]
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .flatMap((name) => foldersAt(join(root, name), depth - 1).map((rest) => [name, ...rest]))
}
