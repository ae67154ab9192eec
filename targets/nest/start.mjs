// Compiles the variant in the working folder with the compiler of this repository and runs it: `node ../start.mjs` in targets/nest/weak.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const require = createRequire(import.meta.url)
const cache = join(import.meta.dirname, '..', '..', '.cache')
mkdirSync(cache, { recursive: true })
const out = mkdtempSync(join(cache, 'nest-'))

const compiler = join(dirname(require.resolve('typescript/package.json')), 'bin', 'tsc')
const compiled = spawnSync(process.execPath, [compiler, '-p', 'tsconfig.json', '--outDir', out, '--noCheck', '--types', ''], { stdio: ['ignore', 'inherit', 'inherit'] })
if (compiled.status !== 0) {
  rmSync(out, { recursive: true, force: true })
  process.exit(1)
}
writeFileSync(join(out, 'package.json'), '{"type":"commonjs"}\n')
require(join(out, 'main.js'))
// Every module is loaded by now; whatever ends the process later leaves nothing behind.
rmSync(out, { recursive: true, force: true })
