// npm run bench -- NAME: prints figures of one part; each is measured in this run, nothing is asserted.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))
const BENCHES: Readonly<Record<string, string>> = {
  static: 'scripts/bench/static.ts',
  flow: 'packages/flow/bench/flow.ts',
  load: 'packages/load/bench/cost.ts',
  'load-accuracy': 'packages/load/bench/accuracy.ts',
  'load-knee': 'packages/load/bench/knee.ts',
  'load-compare': 'packages/load/bench/compare.ts',
  'load-polling': 'packages/load/bench/polling.ts',
  secrets: 'packages/audit/bench/secrets.ts',
  'secrets-accuracy': 'packages/audit/bench/secrets-accuracy.ts',
  live: 'scripts/bench/live.ts',
  quiet: 'scripts/bench/quiet.ts',
  database: 'packages/audit/bench/database.ts',
}

const [name = '', ...rest] = process.argv.slice(2)
const file = BENCHES[name]
if (file === undefined || !existsSync(join(ROOT, file))) {
  const there = Object.entries(BENCHES).filter(([, path]) => existsSync(join(ROOT, path)))
  process.stderr.write(`Usage: npm run bench -- NAME; there are: ${there.map(([key]) => key).join(', ')}\n`)
  process.exit(2)
}
process.exit(spawnSync('node', [join(ROOT, file), ...rest], { stdio: 'inherit', cwd: ROOT }).status ?? 1)
