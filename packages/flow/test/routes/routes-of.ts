import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { analyseSource } from '../../src/analyse-source.ts'
import type { SourceAnalysis } from '../../src/facts.ts'

/** Analyses files given as texts by their names. */
export async function analysisOf(files: Readonly<Record<string, string>>): Promise<SourceAnalysis> {
  const folder = mkdtempSync(join(tmpdir(), 'assay-routes-'))
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true })
      writeFileSync(join(folder, name), text)
    }
    return await analyseSource({ root: folder })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
