import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { gatherSecrets } from '../../../../src/gather/secrets/gather-secrets.ts'
import { gatherTree } from '../../../../src/gather/tree.ts'
import type { SecretFact } from '../../../../src/model/facts/secrets.ts'
import type { CorpusFile, Label } from './corpus.ts'

export interface Score {
  found: number
  missed: number
  alarms: number
  silent: number
}

/** Writes the corpus to a temporary tree and scans it. */
export async function scanCorpus(files: readonly CorpusFile[]): Promise<readonly SecretFact[]> {
  const root = mkdtempSync(join(tmpdir(), 'corpus-'))
  try {
    for (const file of files) {
      mkdirSync(dirname(join(root, file.path)), { recursive: true })
      writeFileSync(join(root, file.path), file.text)
    }
    return (await gatherSecrets(root, await gatherTree(root), { history: false })).secrets
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}

/** The sums of the files. */
export function total(files: readonly CorpusFile[], secrets: readonly SecretFact[]): Score {
  const byFile = Map.groupBy(secrets, (one) => one.file)
  const sum: Score = { found: 0, missed: 0, alarms: 0, silent: 0 }
  for (const file of files) {
    const score = scoreOf(file, byFile.get(file.path) ?? [])
    for (const key of ['found', 'missed', 'alarms', 'silent'] as const) sum[key] += score[key]
  }
  return sum
}

/** Each labelled line is found or not; a finding on a line without a label is an alarm of its own. */
function scoreOf(file: CorpusFile, secrets: readonly SecretFact[]): Score {
  const score: Score = { found: 0, missed: 0, alarms: 0, silent: 0 }
  for (const label of file.labels) {
    const isHit = secrets.some((one) => isOn(one, label))
    if (label.isSecret) score[isHit ? 'found' : 'missed']++
    else score[isHit ? 'alarms' : 'silent']++
  }
  const stray = secrets.filter((one) => !file.labels.some((label) => isOn(one, label)))
  score.alarms += new Set(stray.map((one) => one.line)).size
  return score
}

/** Whether a finding lies on a labelled line. */
export function isOn(one: SecretFact, label: Label): boolean {
  return one.line <= label.endLine && one.endLine >= label.line
}
