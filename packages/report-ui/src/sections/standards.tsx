import type { Report, StandardSummary } from 'assay'
import type { ReactElement } from 'react'
import { Nothing, Section } from '../parts/section.tsx'
import { CATEGORY_NAMES } from './standard-names.ts'

/** How many controls of each category have evidence: never a claim of compliance. */
export function StandardsSection({ report }: { readonly report: Report }): ReactElement {
  // the newest Top 10 first, the long ASVS last
  const names = [...new Set(report.standards.map(({ standard }) => standard))].toSorted(
    (a, b) => orderOf(a) - orderOf(b) || (a < b ? 1 : -1),
  )
  return (
    <Section
      id="standards"
      title="Standards map"
      note="How many of the controls mapped to each category have evidence, and how many of them fail. This is no statement of compliance."
    >
      {names.length === 0 ? (
        <Nothing>No control of this run is mapped to a standard.</Nothing>
      ) : (
        <div className="standards">
          {names.map((name) => (
            <Standard key={name} name={name} rows={report.standards.filter(({ standard }) => standard === name)} />
          ))}
        </div>
      )}
    </Section>
  )
}

function Standard({ name, rows }: { readonly name: string; readonly rows: readonly StandardSummary[] }): ReactElement {
  const most = Math.max(...rows.map(({ controls }) => controls), 1)
  return (
    <div className="card standard">
      <h3>{name}</h3>
      <table>
        <thead className="hidden-text">
          <tr>
            <th scope="col">Category</th>
            <th scope="col">Bar</th>
            <th scope="col">Controls with evidence</th>
          </tr>
        </thead>
        <tbody>
          {rows.toSorted(byNumber).map((row) => (
            <tr key={row.category}>
              <th scope="row">
                <span className="category">
                  <b>{row.category}</b> <span>{CATEGORY_NAMES[name]?.[row.category] ?? ''}</span>
                </span>
              </th>
              <td className="bar-cell">
                <EvidenceBar row={row} most={most} />
              </td>
              <td className="numbers">
                {row.withEvidence} of {row.controls}
                <small>
                  {row.failed} {row.failed === 1 ? 'fails' : 'fail'}
                </small>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function EvidenceBar({ row, most }: { readonly row: StandardSummary; readonly most: number }): ReactElement {
  const { controls, withEvidence, failed } = row
  return (
    <div className="bar thin" aria-hidden="true" style={{ width: `${(100 * controls) / most}%` }}>
      {withEvidence > failed ? <i className="ink-evidence" style={{ flex: withEvidence - failed }} /> : null}
      {failed > 0 ? <i className="fill-fail" style={{ flex: failed }} /> : null}
      {controls > withEvidence ? <i className="fill-nv" style={{ flex: controls - withEvidence }} /> : null}
    </div>
  )
}

function orderOf(standard: string): number {
  return standard.startsWith('OWASP Top 10') ? 0 : standard.startsWith('OWASP') ? 1 : 2
}

function byNumber(a: StandardSummary, b: StandardSummary): number {
  const number = ({ category }: StandardSummary): number => Number(/\d+/.exec(category)?.[0] ?? 0)
  return number(a) - number(b)
}
