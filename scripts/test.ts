// npm test: installs what the tests need beyond npm where it may, then runs them and says in one line how many passed.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { installNeeds } from './install-needs.ts'

const requiresAll = process.env.ASSAY_TEST_REQUIRE === 'all'
const missing = installNeeds()
for (const { name, because } of missing)
  process.stderr.write(`missing: ${name} (${because}); tests that need it are ${requiresAll ? 'failures' : 'skipped'}\n`)
if (requiresAll && missing.length > 0) process.exit(1)

const results = join(mkdtempSync(join(tmpdir(), 'assay-test-')), 'results.json')
const { status } = spawnSync(
  'vitest',
  ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${results}`, ...process.argv.slice(2)],
  { stdio: 'inherit' },
)
const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(readFileSync(results, 'utf8')) as Record<string, number>
process.stdout.write(`\n${numPassedTests} passed, ${numFailedTests} failed, ${numPendingTests} skipped\n`)
const skippedIsFailure = requiresAll && (numPendingTests ?? 0) > 0
if (skippedIsFailure) process.stderr.write('ASSAY_TEST_REQUIRE=all: a skipped test is a failure\n')
process.exit(skippedIsFailure ? 1 : (status ?? 1))
