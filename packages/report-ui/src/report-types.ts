import type { Evidence, Report, ReportFinding } from 'assay'

export type Performance = NonNullable<Report['performance']>
export type Measurement = Performance['distribution']
export type EndpointMeasurement = Performance['endpoints'][number]
export type Estimate = Measurement['errorRate']
export type Location = ReportFinding['location']

/** One kind of evidence. */
export type EvidenceOf<K extends Evidence['kind']> = Extract<Evidence, { readonly kind: K }>

export function isKind<K extends Evidence['kind']>(kind: K): (evidence: Evidence) => evidence is EvidenceOf<K> {
  return (evidence): evidence is EvidenceOf<K> => evidence.kind === kind
}
