import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { analyseSource } from '../../src/analyse-source.ts'
import type { PatternKind } from '../../src/facts.ts'
import { ACCOUNT_PAIRS } from './account-pairs.ts'
import { ANSWER_PAIRS } from './answer-pairs.ts'
import { DATA_PAIRS } from './data-pairs.ts'
import { DECLARED_PAIRS } from './declared-pairs.ts'
import { DEPLOYMENT_PAIRS } from './deployment-pairs.ts'
import { GIVEN_PAIRS } from './given-pairs.ts'
import { HABIT_PAIRS } from './habit-pairs.ts'
import { JAVASCRIPT_HABIT_PAIRS } from './javascript-habit-pairs.ts'
import { LIBRARY_PAIRS } from './library-pairs.ts'
import { LIFE_PAIRS } from './life-pairs.ts'
import { MEMORY_PAIRS } from './memory-pairs.ts'
import { PAGE_PAIRS } from './page-pairs.ts'
import { PAIRS } from './pairs.ts'
import { PYTHON_DATA_PAIRS } from './python-data-pairs.ts'
import { PYTHON_HABIT_PAIRS } from './python-habit-pairs.ts'
import { PYTHON_INDIRECT_PAIRS } from './python-indirect-pairs.ts'
import { PYTHON_LAYER_PAIRS } from './python-layer-pairs.ts'
import { QUERY_PAIRS } from './query-pairs.ts'
import { SERVICE_PAIRS } from './service-pairs.ts'
import { SESSION_PAIRS } from './session-pairs.ts'
import { TOKEN_PAIRS } from './token-pairs.ts'
import { TOLD_PAIRS } from './told-pairs.ts'
import { TRUST_PAIRS } from './trust-pairs.ts'

let root = ''
let found: ReadonlyMap<string, readonly PatternKind[]> = new Map()

const extension = { python: 'py', javascript: 'js', typescript: 'ts' } as const

/** Every text is one small program in a folder of its own, so that none speaks for another. */
const programs = [
  ...PAIRS,
  ...SERVICE_PAIRS,
  ...SESSION_PAIRS,
  ...TOKEN_PAIRS,
  ...MEMORY_PAIRS,
  ...HABIT_PAIRS,
  ...ACCOUNT_PAIRS,
  ...DATA_PAIRS,
  ...DECLARED_PAIRS,
  ...ANSWER_PAIRS,
  ...DEPLOYMENT_PAIRS,
  ...PYTHON_DATA_PAIRS,
  ...PYTHON_HABIT_PAIRS,
  ...PYTHON_INDIRECT_PAIRS,
  ...PYTHON_LAYER_PAIRS,
  ...QUERY_PAIRS,
  ...PAGE_PAIRS,
  ...TOLD_PAIRS,
  ...JAVASCRIPT_HABIT_PAIRS,
  ...TRUST_PAIRS,
  ...GIVEN_PAIRS,
  ...LIFE_PAIRS,
  ...LIBRARY_PAIRS,
].flatMap(({ kind, language, weak, safe }, pair) => [
  ...weak.map((text, index) => ({ kind, text, name: `${kind} in ${language}, pair ${pair}, weak ${index + 1}`, isWeak: true, language })),
  ...safe.map((text, index) => ({
    kind,
    text,
    name: `${kind} in ${language}, pair ${pair}, safe ${index + 1}`,
    isWeak: false,
    language,
  })),
])

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'flow-patterns-'))
  const seen = new Map<string, readonly PatternKind[]>()
  for (const [index, { text, name, language }] of programs.entries()) {
    const folder = mkdtempSync(join(root, `p${index}-`))
    writeFileSync(join(folder, `app.${extension[language]}`), text)
    const { patterns } = await analyseSource({ root: folder })
    seen.set(
      name,
      patterns.map((pattern) => pattern.kind),
    )
  }
  found = seen
  // Hundreds of programs are read in a row: on a busy machine that takes longer than one test may.
}, 600_000)

afterAll(() => rmSync(root, { recursive: true, force: true }))

describe('patterns', () => {
  it.each(programs.filter(({ isWeak }) => isWeak))('sees $name', ({ name, kind, text }) => {
    expect(found.get(name), text).toContain(kind)
  })
  it.each(programs.filter(({ isWeak }) => !isWeak))('is silent on $name', ({ name, kind, text }) => {
    expect(found.get(name), text).not.toContain(kind)
  })
})
