import type { Severity } from '../../model/words.ts'

const METRICS = new Map(
  Object.entries({
    'AV:N': 0.85,
    'AV:A': 0.62,
    'AV:L': 0.55,
    'AV:P': 0.2,
    'AC:L': 0.77,
    'AC:H': 0.44,
    'UI:N': 0.85,
    'UI:R': 0.62,
    'C:H': 0.56,
    'C:L': 0.22,
    'I:H': 0.56,
    'I:L': 0.22,
    'A:H': 0.56,
    'A:L': 0.22,
  }),
)
const PRIVILEGES = new Map(Object.entries({ N: 0.85, L: 0.62, H: 0.27 }))
const PRIVILEGES_WHEN_CHANGED = new Map(Object.entries({ N: 0.85, L: 0.68, H: 0.5 }))

/** CVSS v3.1 base score (specification, section 7.1). */
export function baseScore(vector: string): number {
  const parts = new Map(vector.split('/').map((part): [string, string] => [part.split(':')[0] ?? '', part.split(':')[1] ?? '']))
  const metric = (name: string): number => METRICS.get(`${name}:${parts.get(name) ?? ''}`) ?? 0
  const isChanged = parts.get('S') === 'C'
  const privilege = (isChanged ? PRIVILEGES_WHEN_CHANGED : PRIVILEGES).get(parts.get('PR') ?? 'N') ?? 0.85
  const base = 1 - (1 - metric('C')) * (1 - metric('I')) * (1 - metric('A'))
  const impact = isChanged ? 7.52 * (base - 0.029) - 3.25 * (base - 0.02) ** 15 : 6.42 * base
  if (impact <= 0) return 0
  const total = impact + 8.22 * metric('AV') * metric('AC') * privilege * metric('UI')
  return Math.ceil(Math.round(Math.min(10, isChanged ? 1.08 * total : total) * 100_000) / 10_000) / 10
}

/** CVSS v3.1 qualitative rating (specification, section 5). */
export function ratingOf(score: number): Severity {
  if (score >= 9) return 'critical'
  if (score >= 7) return 'high'
  return score >= 4 ? 'medium' : 'low'
}
