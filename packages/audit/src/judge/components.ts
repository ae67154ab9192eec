import type { DependencyGroup, PackageFact } from '../model/facts/dependencies.ts'
import type { ReportComponent } from '../model/report.ts'

const ORDER: readonly DependencyGroup[] = ['production', 'optional', 'development']

/** Packages for the report, each once: several locks may name one, and the group that ships counts. */
export function componentsOf(packages: readonly PackageFact[]): ReportComponent[] {
  const found = new Map<string, ReportComponent>()
  for (const { ecosystem, name, version, group, isDirect, license } of packages) {
    const key = `${ecosystem} ${name} ${version}`
    const other = found.get(key)
    found.set(key, {
      ecosystem,
      name,
      version,
      group: other !== undefined && ORDER.indexOf(other.group) < ORDER.indexOf(group) ? other.group : group,
      isDirect: isDirect || other?.isDirect === true,
      license: other?.license ?? license,
    })
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, component]) => component)
}
