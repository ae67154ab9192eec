import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** The package as it is installed: compiled, in a folder of its own, since running TypeScript sources costs memory that no user pays. */
export function buildPackage(): { readonly entry: string; remove(): void } {
  const packageFolder = dirname(import.meta.dirname)
  const root = dirname(dirname(packageFolder))
  const folder = mkdtempSync(join(tmpdir(), 'load-built-'))
  mkdirSync(join(folder, 'dist'))
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  const outputs = ['--outDir', join(folder, 'dist'), '--tsBuildInfoFile', join(folder, 'tsbuildinfo')]
  const { status } = spawnSync(join(root, 'node_modules', '.bin', 'tsc'), ['-p', packageFolder, ...outputs], { stdio: 'inherit' })
  if (status !== 0) throw new Error('@assay/load does not compile')
  return { entry: join(folder, 'dist', 'index.js'), remove: () => rmSync(folder, { recursive: true, force: true }) }
}
