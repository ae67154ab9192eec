import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { auditOptions } from '../../src/audit.ts'
import { gatherSource } from '../../src/gather/gather-source.ts'

it.each([
  ['everything', null, 'known'],
  ['secrets', new Set(['secrets']), 'known'],
  ['other facts alone', new Set(['performance']), 'unknown'],
])('%s wanted, %s: secrets are %s', async (_, wantedFacts, state) => {
  const folder = mkdtempSync(join(tmpdir(), 'assay-source-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  writeFileSync(join(folder, 'index.js'), 'console.log(1)\n')
  const { facts } = await gatherSource(folder, auditOptions({ source: folder, wantedFacts }))
  expect(facts.secrets?.state).toBe(state)
  expect(facts.source?.state).toBe('known')
})
