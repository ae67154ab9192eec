import type { DependencyGroup, PackageFact } from '../../model/facts/dependencies.ts'
import { lineFinder, recordOf, textOf } from './json-lines.ts'
import { NODE_GROUPS } from './package-json.ts'
import type { LockRoot } from './reach.ts'

const MODULES = 'node_modules/'
/** Folders that npm nests; a document that nests deeper was made to break its readers. */
const MAX_DEPTH = 100

/** Packages of package-lock.json and npm-shrinkwrap.json, versions 1 to 3. Throws when the text is no JSON. */
export function readPackageLock(file: string, text: string, roots: readonly LockRoot[]): PackageFact[] {
  const lock = recordOf(JSON.parse(text))
  const lineOf = lineFinder(text)
  const packages = recordOf(lock.packages)
  if (Object.keys(packages).length === 0) {
    const direct = new Set(roots.map(({ name }) => name))
    return readVersion1({ file, lineOf, direct }, recordOf(lock.dependencies), 0)
  }
  const direct = new Set(
    Object.entries(packages)
      .filter(([path]) => !path.includes(MODULES))
      .flatMap(([, value]) => NODE_GROUPS.flatMap(([key]) => Object.keys(recordOf(recordOf(value)[key])))),
  )
  return Object.entries(packages).flatMap(([path, value]): PackageFact[] => {
    const entry = recordOf(value)
    const folder = path.slice(path.lastIndexOf(MODULES) + MODULES.length)
    const name = textOf(entry.name) || folder
    const version = textOf(entry.version)
    if (!path.includes(MODULES) || entry.link === true || version === '') return []
    return [
      {
        ecosystem: 'npm',
        name,
        version,
        file,
        line: lineOf(`"${path}"`),
        group: groupOf(entry),
        isDirect: path.lastIndexOf(MODULES) === path.indexOf(MODULES) && direct.has(folder),
        hasHash: isHashed(entry),
        license: textOf(entry.license) || null,
      },
    ]
  })
}

/** `devOptional` is what development needs and production may: it can be installed, so it counts as optional. */
function groupOf(entry: Record<string, unknown>): DependencyGroup {
  if (entry.dev === true) return 'development'
  return entry.optional === true || entry.devOptional === true ? 'optional' : 'production'
}

/** What is bundled comes inside the archive of its parent; a commit is its own hash. */
function isHashed({ integrity, inBundle, bundled, resolved, version }: Record<string, unknown>): boolean {
  return integrity !== undefined || inBundle === true || bundled === true || /#[0-9a-f]{40}$/.test(textOf(resolved) || textOf(version))
}

interface Version1 {
  readonly file: string
  readonly lineOf: (text: string) => number
  readonly direct: ReadonlySet<string>
}

function readVersion1(context: Version1, dependencies: Record<string, unknown>, depth: number): PackageFact[] {
  if (depth > MAX_DEPTH) throw new Error(`packages are nested deeper than ${MAX_DEPTH}`)
  return Object.entries(dependencies).flatMap(([name, value]) => {
    const entry = recordOf(value)
    const version = textOf(entry.version)
    const own: PackageFact = {
      ecosystem: 'npm',
      name: /^npm:(?<name>(?:@[^/]+\/)?[^@]+)@/.exec(version)?.groups?.name ?? name,
      version: version.replace(/^npm:(?:@[^/]+\/)?[^@]+@/, ''),
      file: context.file,
      line: context.lineOf(`"${name}"`),
      group: groupOf(entry),
      isDirect: depth === 0 && context.direct.has(name),
      hasHash: isHashed(entry),
      license: null,
    }
    return [...(version === '' ? [] : [own]), ...readVersion1(context, recordOf(entry.dependencies), depth + 1)]
  })
}
