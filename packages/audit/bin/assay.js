#!/usr/bin/env node
// Checks the Node version, then loads the command line. Plain JavaScript: it has to run far enough on any Node to say what is missing.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { constants } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { setFlagsFromString } from 'node:v8'

// An audit is short and runs much code a few times: compiled without optimising at its first call it costs an eighth less, measured.
const ENGINE = '--always-sparkplug'
const here = dirname(fileURLToPath(import.meta.url))
const source = join(here, '..', 'src', 'cli', 'main.ts')
const isCheckout = existsSync(source)
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
const isSupported = (major === 22 && minor >= 19) || (major === 24 && minor >= 11) || major > 24

if (isSupported && !isCheckout) {
  setFlagsFromString(ENGINE)
  const { main } = await import('../dist/cli/main.js')
  await main()
} else if (isCheckout && (isSupported || pinnedNode() !== undefined)) {
  // In the checkout the sources run as they are; packages of the workspace resolve by the condition "source".
  const node = isSupported ? process.execPath : pinnedNode()
  const child = spawn(node, [ENGINE, '--conditions=source', '--disable-warning=ExperimentalWarning', source, ...process.argv.slice(2)], {
    stdio: 'inherit',
  })
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]))
} else {
  process.stderr.write(
    `assay needs Node ^22.19 or >= 24.11; this is ${process.versions.node}. Install a current Node, then run it again.\n`,
  )
  process.exit(2)
}

/** The Node that the repository pins for this platform, if it is installed. */
function pinnedNode() {
  try {
    const system = process.platform === 'win32' ? 'win' : process.platform
    const manifest = createRequire(import.meta.url).resolve(`node-${system}-${process.arch}/package.json`)
    return join(dirname(manifest), 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  } catch {
    return undefined
  }
}
