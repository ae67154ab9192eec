// npm run build: what a tarball holds. tsc writes dist of every package, vite the page template.
import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))

for (const name of ['flow', 'load', 'audit']) {
  rmSync(join(ROOT, 'packages', name, 'dist'), { recursive: true, force: true })
  rmSync(join(ROOT, 'packages', name, 'tsconfig.tsbuildinfo'), { force: true })
}
for (const [program, ...args] of [
  ['tsc', '-b', 'packages/flow', 'packages/load', 'packages/audit'],
  ['node', 'scripts/prepare.mjs'],
]) {
  const { status } = spawnSync(program ?? '', args, { cwd: ROOT, stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}
