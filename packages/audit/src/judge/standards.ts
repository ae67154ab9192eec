import type { ControlResult, StandardSummary } from '../model/report.ts'

/** How many controls of each category have evidence; never a claim of compliance. */
export function standardsOf(controls: readonly ControlResult[]): StandardSummary[] {
  const rows = new Map<string, { standard: string; category: string; members: ControlResult[] }>()
  for (const control of controls) {
    for (const [standard, category] of categoriesOf(control)) {
      const key = `${standard}\t${category}`
      const row = rows.get(key) ?? { standard, category, members: [] }
      row.members.push(control)
      rows.set(key, row)
    }
  }
  return [...rows.keys()].sort().flatMap((key): StandardSummary[] => {
    const row = rows.get(key)
    if (row === undefined) return []
    const { standard, category, members } = row
    const failed = members.filter(({ outcome }) => outcome === 'fail').length
    return [
      {
        standard,
        category,
        controls: members.length,
        withEvidence: members.filter(({ outcome }) => outcome !== 'not-verified').length,
        failed,
      },
    ]
  })
}

function categoriesOf({ standards }: ControlResult): [string, string][] {
  const top = (standards.owaspTop10 ?? []).map((category): [string, string] => [`OWASP Top 10:${category.slice(-4)}`, category.slice(0, 3)])
  const api = (standards.owaspApi ?? []).map((category): [string, string] => [
    'OWASP API Security Top 10:2023',
    category.replace(/:2023$/, ''),
  ])
  const chapters = new Set((standards.asvs ?? []).map((id) => `V${id.replace(/^v5\.0\.0-/, '').split('.')[0]}`))
  return [...top, ...api, ...[...chapters].map((chapter): [string, string] => ['ASVS 5.0.0', chapter])]
}
