import { describe, expect, it } from 'vitest'
import type { PatternKind } from '../../src/facts.ts'
import { analysisOf } from '../routes/routes-of.ts'

async function linesOf(text: string | Readonly<Record<string, string>>, kind: PatternKind): Promise<readonly number[]> {
  const { patterns } = await analysisOf(typeof text === 'string' ? { 'app.py': text } : text)
  return patterns.filter((one) => one.kind === kind).map(({ place }) => place.line)
}

/** Small programs, each with the lines at which a weakness is to be seen. */
export const table = (
  kind: PatternKind,
  cases: readonly (readonly [string, string | Readonly<Record<string, string>>, readonly number[]])[],
): void => {
  describe(kind, () => {
    it.each(cases)('%s', async (_, text, lines) => {
      expect(await linesOf(text, kind), JSON.stringify(text)).toEqual(lines)
    })
  })
}
