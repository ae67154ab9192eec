import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { analyseSource } from '../../src/analyse-source.ts'
import { OWN_KEEPING } from './library-pairs.ts'

async function confidences(text: string): Promise<readonly string[]> {
  const root = mkdtempSync(join(tmpdir(), 'own-keeping-'))
  try {
    writeFileSync(join(root, 'a.py'), text)
    const { patterns } = await analyseSource({ root })
    return patterns.flatMap(({ kind, confidence }) => (kind === 'unsafe-deserialiser' ? [confidence] : []))
  } finally {
    rmSync(root, { recursive: true })
  }
}

it.each([...OWN_KEEPING.sure.map((text) => [text, 'medium'] as const), ...OWN_KEEPING.possible.map((text) => [text, 'low'] as const)])(
  '%s',
  async (text, confidence) => {
    expect(await confidences(text)).toEqual([confidence])
  },
)
