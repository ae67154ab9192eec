import semver from 'semver'
import { parse } from 'yaml'
import type { DeclaredDependency, DependencyGroup, ManifestFact, PackageFact } from '../../model/facts/dependencies.ts'
import { isRecord, lineFinder, recordOf, textOf } from './json-lines.ts'

const GROUPS: readonly (readonly [key: string, group: DependencyGroup])[] = [
  ['dependencies', 'production'],
  ['optionalDependencies', 'optional'],
  ['devDependencies', 'development'],
]

/** Dependencies that a package.json declares. */
export function readPackageJson(file: string, text: string, lock: string | null): ManifestFact {
  const lineOf = lineFinder(text)
  try {
    const manifest = recordOf(JSON.parse(text))
    const declared = GROUPS.flatMap(([key, group]) =>
      Object.entries(recordOf(manifest[key])).map(([name, range]): DeclaredDependency => {
        const written = textOf(range)
        return { name, range: written, line: lineOf(`"${name}"`, `"${key}"`), group, isExact: isExactRange(written), hasHash: false }
      }),
    )
    return { file, ecosystem: 'npm', lock, declared, error: null }
  } catch (error) {
    return { file, ecosystem: 'npm', lock, declared: [], error: error instanceof Error ? error.message : String(error) }
  }
}

/** An exact version, a workspace or a path of the same repository. */
function isExactRange(range: string): boolean {
  return (
    semver.valid(range.replace(/^=/, '')) !== null ||
    /^(workspace:|file:|link:|portal:|npm:[^@]+@\d)/.test(range) ||
    /#[0-9a-f]{40}$/.test(range)
  )
}

/** Packages of package-lock.json and npm-shrinkwrap.json, versions 1 to 3. */
export function readPackageLock(file: string, text: string): PackageFact[] {
  const lock = recordOf(JSON.parse(text))
  const lineOf = lineFinder(text)
  const packages = recordOf(lock.packages)
  if (Object.keys(packages).length === 0) return readLockVersion1(file, recordOf(lock.dependencies), lineOf, true)
  const root = recordOf(packages[''])
  const direct = new Set(GROUPS.flatMap(([key]) => Object.keys(recordOf(root[key]))))
  return Object.entries(packages).flatMap(([path, value]): PackageFact[] => {
    const entry = recordOf(value)
    const name = textOf(entry.name) || path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
    const version = textOf(entry.version)
    if (path === '' || entry.link === true || version === '' || !path.includes('node_modules/')) return []
    const group: DependencyGroup =
      entry.dev === true || entry.devOptional === true ? 'development' : entry.optional === true ? 'optional' : 'production'
    const isDirect = path === `node_modules/${name}` && direct.has(name)
    return [
      {
        ecosystem: 'npm',
        name,
        version,
        file,
        line: lineOf(`"${path}"`),
        group,
        isDirect,
        hasHash: entry.integrity !== undefined,
        license: textOf(entry.license) || null,
      },
    ]
  })
}

function readLockVersion1(
  file: string,
  dependencies: Record<string, unknown>,
  lineOf: (text: string) => number,
  isDirect: boolean,
): PackageFact[] {
  return Object.entries(dependencies).flatMap(([name, value]) => {
    const entry = recordOf(value)
    const own: PackageFact = {
      ecosystem: 'npm',
      name,
      version: textOf(entry.version),
      file,
      line: lineOf(`"${name}"`),
      group: entry.dev === true ? 'development' : 'production',
      isDirect,
      hasHash: entry.integrity !== undefined,
      license: null,
    }
    return [own, ...readLockVersion1(file, recordOf(entry.dependencies), lineOf, false)]
  })
}

/** Packages of a yarn.lock, classic or berry. */
export function readYarnLock(file: string, text: string): PackageFact[] {
  const found: PackageFact[] = []
  let current: { names: string[]; line: number } | null = null
  text.split(/\r?\n/).forEach((line, index) => {
    if (/^\S.*:$/.test(line) && !line.startsWith('#'))
      current = { names: [...line.matchAll(/"?((?:@[^/@"\s]+\/)?[^@"\s,]+)@[^",]+"?/g)].map(([, name = '']) => name), line: index + 1 }
    const version = /^ {2}version:? "?([^"\s]+)"?/.exec(line)?.[1]
    const name = current?.names[0]
    if (version !== undefined && name !== undefined && !version.startsWith('0.0.0-use.local')) {
      found.push({
        ecosystem: 'npm',
        name,
        version,
        file,
        line: current?.line ?? 1,
        group: 'production',
        isDirect: false,
        hasHash: false,
        license: null,
      })
    }
    const last = found.at(-1)
    if (last !== undefined && /^ {2}(integrity|checksum):? /.test(line)) found[found.length - 1] = { ...last, hasHash: true }
  })
  return found
}

/** Packages of a pnpm-lock.yaml, versions 5.4, 6 and 9. */
export function readPnpmLock(file: string, text: string): PackageFact[] {
  const lock = recordOf(parse(text, { maxAliasCount: 20 }))
  const lineOf = lineFinder(text)
  const importers = Object.values({ '.': lock, ...recordOf(lock.importers) }).filter(isRecord)
  const direct = new Set(importers.flatMap((importer) => GROUPS.flatMap(([key]) => Object.keys(recordOf(importer[key])))))
  return Object.entries(recordOf(lock.packages)).flatMap(([key, value]): PackageFact[] => {
    const match = /^\/?(?<name>(?:@[^/@]+\/)?[^/@]+)[@/](?<version>\d[^(_]*)/.exec(key)?.groups
    if (match === undefined) return []
    const { name = '', version = '' } = match
    const entry = recordOf(value)
    const hasHash = recordOf(entry.resolution).integrity !== undefined
    return [
      {
        ecosystem: 'npm',
        name,
        version,
        file,
        line: lineOf(key),
        group: entry.dev === true ? 'development' : 'production',
        isDirect: direct.has(name),
        hasHash,
        license: null,
      },
    ]
  })
}
