import { parse as parseToml } from 'smol-toml'
import type { RuntimeFact } from '../../model/facts/dependencies.ts'
import { recordOf, textOf } from './json-lines.ts'

type Product = RuntimeFact['product']

/** Files that name a runtime, by their name. */
const READERS: ReadonlyMap<string, (file: string, lines: readonly string[]) => RuntimeFact[]> = new Map([
  ['.nvmrc', (file, lines) => wholeFile(file, lines, 'node')],
  ['.node-version', (file, lines) => wholeFile(file, lines, 'node')],
  ['.python-version', (file, lines) => wholeFile(file, lines, 'python')],
  ['runtime.txt', (file, lines) => wholeFile(file, lines, 'python')],
  ['.tool-versions', toolVersions],
  ['mise.toml', toolVersions],
  ['.mise.toml', toolVersions],
  ['package.json', engines],
  ['pyproject.toml', requiresPython],
  ['Pipfile', requiresPython],
])

/** Whether a file may name a runtime. */
export function namesRuntime(name: string): boolean {
  return READERS.has(name)
}

/** Versions of Node.js and Python that a file asks for. */
export function readRuntimes(file: string, text: string): RuntimeFact[] {
  const name = file.slice(file.lastIndexOf('/') + 1)
  try {
    return READERS.get(name)?.(file, text.split(/\r?\n/)) ?? []
  } catch {
    // The manifest's own reader reports what cannot be parsed.
    return []
  }
}

/** `v20.11.0`, `3.11.4`, `python-3.8.10`, `pypy3.9-7.3` (which is not CPython), `lts/*` (which moves on by itself). */
function wholeFile(file: string, lines: readonly string[], product: Product): RuntimeFact[] {
  const index = lines.findIndex((line) => line.trim() !== '' && !line.trim().startsWith('#'))
  const version = /^(?:v|node-?v?|python-?|cpython-?)?(?<version>\d+(?:\.\d+)*)$/.exec(lines[index]?.trim() ?? '')?.groups?.version
  return version === undefined ? [] : [runtime(file, lines, index, product, 'version', version)]
}

function toolVersions(file: string, lines: readonly string[]): RuntimeFact[] {
  return lines.flatMap((line, index): RuntimeFact[] => {
    const match = /^\s*"?(?<tool>nodejs|node|python)"?\s*=?\s*\[?\s*"?v?(?<version>\d+(?:\.\d+)*)\b/.exec(line)?.groups
    return match === undefined
      ? []
      : [runtime(file, lines, index, match.tool === 'python' ? 'python' : 'node', 'version', match.version ?? '')]
  })
}

function engines(file: string, lines: readonly string[]): RuntimeFact[] {
  const range = textOf(recordOf(recordOf(JSON.parse(lines.join('\n'))).engines).node)
  const section = lines.findIndex((line) => /"engines"\s*:/.test(line))
  const index = lines.findIndex((line, at) => at >= section && /"node"\s*:/.test(line))
  return range === '' || section < 0 || index < 0 ? [] : [runtime(file, lines, index, 'node', 'range', range)]
}

function requiresPython(file: string, lines: readonly string[]): RuntimeFact[] {
  const document = recordOf(parseToml(lines.join('\n')))
  const poetry = textOf(recordOf(recordOf(recordOf(document.tool).poetry).dependencies).python)
  const range = textOf(recordOf(document.project)['requires-python']) || poetry
  const version = textOf(recordOf(document.requires).python_full_version) || textOf(recordOf(document.requires).python_version)
  const index = lines.findIndex((line) => /^\s*(?:requires-python|python|python_version|python_full_version)\s*=/.test(line))
  if (index < 0) return []
  if (version !== '') return [runtime(file, lines, index, 'python', 'version', version)]
  return range === '' ? [] : [runtime(file, lines, index, 'python', 'range', range)]
}

function runtime(
  file: string,
  lines: readonly string[],
  index: number,
  product: Product,
  kind: RuntimeFact['kind'],
  version: string,
): RuntimeFact {
  return { file, line: index + 1, snippet: (lines[index] ?? '').trim().slice(0, 200), product, kind, version }
}
