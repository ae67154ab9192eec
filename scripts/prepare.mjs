// Runs after npm installed the workspace: builds the page template that reports are filled into.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))
const require = createRequire(join(ROOT, 'package.json'))
const vite = join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js')
if (existsSync(vite) && existsSync(join(ROOT, 'packages', 'report-ui', 'vite.config.ts'))) {
  const { status } = spawnSync(node(), [vite, 'build', '--logLevel', 'warn', join(ROOT, 'packages', 'report-ui')], {
    stdio: ['ignore', 2, 2],
    cwd: ROOT,
  })
  process.exit(status ?? 1)
}

function node() {
  const system = process.platform === 'win32' ? 'win' : process.platform
  try {
    return join(
      dirname(require.resolve(`node-${system}-${process.arch}/package.json`)),
      'bin',
      process.platform === 'win32' ? 'node.exe' : 'node',
    )
  } catch {
    return process.execPath
  }
}
