import { lstatSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { directoryOf } from './layout.ts'
import { isRecord } from './package-exports.ts'
import { parseJson } from './read-layout.ts'

/**
 * Whether the tree is a package that other programs install and import: a package.json with name, version and entry that is not
 * `private`, or the metadata of a Python distribution beside an importable package.
 */
export function isPublishedPackage(root: string, files: readonly string[]): boolean {
  return isNodePackage(root, files) || isPythonPackage(root, files)
}

function isNodePackage(root: string, files: readonly string[]): boolean {
  const manifest = parseJson(read(root, 'package.json'))
  if (!isRecord(manifest)) return false
  const { name, version, main, module, exports, private: isPrivate } = manifest
  if (typeof name !== 'string' || typeof version !== 'string' || isPrivate === true) return false
  return typeof main === 'string' || typeof module === 'string' || exports !== undefined || files.includes('index.js')
}

function isPythonPackage(root: string, files: readonly string[]): boolean {
  const isImportable = files.some((file) => file.endsWith('.py') && !/(?:^|\/)(?:setup|manage)\.py$/.test(file))
  if (!isImportable) return false
  if (hasDistributionMetadata(root)) return true
  const declares = /^\s*name\s*=/m.test(read(root, 'setup.cfg') ?? '') || /\bsetup\s*\(/.test(read(root, 'setup.py') ?? '')
  const hasProject =
    /^\[(?:project|tool\.poetry)\]/m.test(read(root, 'pyproject.toml') ?? '') &&
    /^\[build-system\]/m.test(read(root, 'pyproject.toml') ?? '')
  return (declares || hasProject) && files.some((file) => file.endsWith('/__init__.py') && directoryOf(directoryOf(file)) !== 'tests')
}

/** What an unpacked wheel or source distribution carries. */
function hasDistributionMetadata(root: string): boolean {
  try {
    return readdirSync(root).some((name) => name === 'PKG-INFO' || name.endsWith('.dist-info'))
  } catch {
    return false
  }
}

const MAX_BYTES = 1_000_000

function read(root: string, name: string): string | null {
  const path = join(root, name)
  try {
    const stat = lstatSync(path)
    return stat.isFile() && stat.size <= MAX_BYTES ? readFileSync(path, 'utf8') : null
  } catch {
    return null
  }
}
