import type { DependencyGroup, PackageFact } from '../../model/facts/dependencies.ts'
import { isRecord, lineFinder, listOf, recordOf, textOf } from './json-lines.ts'
import { isLocal, NODE_GROUPS } from './package-json.ts'
import { groupsByReach } from './reach.ts'

/** Packages of a bun.lock, which is JSON with commas before closing brackets. Throws when it is none. */
export function readBunLock(file: string, text: string): PackageFact[] {
  const lock = recordOf(JSON.parse(withoutTrailingCommas(text)))
  const lineOf = lineFinder(text)
  const packages = new Map(Object.entries(recordOf(lock.packages)))
  const workspaces = Object.values(recordOf(lock.workspaces)).filter(isRecord)
  const roots = workspaces.flatMap((workspace) =>
    NODE_GROUPS.flatMap(([key, group]) =>
      Object.keys(recordOf(workspace[key])).map((name): { key: string; group: DependencyGroup } => ({ key: name, group })),
    ),
  )
  const groupOf = groupsByReach(roots, (key) => {
    const details = recordOf(listOf(packages.get(key)).find(isRecord))
    return ['dependencies', 'optionalDependencies'].flatMap((each) =>
      Object.keys(recordOf(details[each])).map((name) => nearest(packages, key, name)),
    )
  })
  const direct = new Set(roots.map(({ key }) => key))
  return [...packages].flatMap(([key, value]): PackageFact[] => {
    const [descriptor, ...rest] = listOf(value)
    const match = /^(?<name>(?:@[^/]+\/)?[^@]+)@(?<version>.+)$/.exec(textOf(descriptor))?.groups
    if (match === undefined || isLocal(match.version ?? '')) return []
    return [
      {
        ecosystem: 'npm',
        name: match.name ?? '',
        version: match.version ?? '',
        file,
        line: lineOf(`"${key}": [`),
        group: groupOf(key),
        isDirect: direct.has(key),
        hasHash: rest.some((each) => /^sha\d+-/.test(textOf(each))) || /#[0-9a-f]{7,40}$/.test(match.version ?? ''),
        license: null,
      },
    ]
  })
}

/** `a/b` is the b of a; without one, that of the folder above, as Node resolves it. */
function nearest(packages: ReadonlyMap<string, unknown>, from: string, name: string): string {
  for (let folder = from; folder !== ''; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/')))) {
    if (packages.has(`${folder}/${name}`)) return `${folder}/${name}`
  }
  return name
}

/** Commas inside strings stay. */
function withoutTrailingCommas(text: string): string {
  return text.replaceAll(/("(?:[^"\\]|\\.)*")|,(?=\s*[}\]])/g, (_whole, string?: string) => string ?? '')
}
