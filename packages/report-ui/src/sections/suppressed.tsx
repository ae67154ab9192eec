import type { Report } from 'assay'
import type { ReactElement } from 'react'
import { day, placeOf } from '../format.ts'
import { Nothing, Section } from '../parts/section.tsx'
import { SeverityTag } from '../parts/symbols.tsx'

/** Findings that somebody, or stronger evidence, set aside: they stay visible. */
export function SuppressedSection({ report }: { readonly report: Report }): ReactElement {
  const aside = report.findings.filter(({ status }) => status !== 'open')
  return (
    <Section
      id="suppressed"
      title="Suppressed and accepted"
      note={
        aside.length === 0
          ? undefined
          : 'Set aside with a reason and an owner, or contradicted by stronger evidence. Accepting never raises R or P.'
      }
    >
      {aside.length === 0 ? (
        <Nothing>No finding was suppressed and no risk accepted.</Nothing>
      ) : (
        <div className="card">
          <table className="stacked">
            <thead>
              <tr>
                <th scope="col">Severity</th>
                <th scope="col">Finding</th>
                <th scope="col">Kind</th>
                <th scope="col">Reason</th>
                <th scope="col">Owner</th>
                <th scope="col">Until</th>
              </tr>
            </thead>
            <tbody>
              {aside.map(({ fingerprint, severity, message, location, suppression, status }) => (
                <tr key={fingerprint}>
                  <td>
                    <SeverityTag severity={severity} />
                  </td>
                  <th scope="row">
                    <a href={`#finding-${fingerprint}`}>{message}</a>
                    <code>{placeOf(location)}</code>
                  </th>
                  <td data-label="Kind">{suppression?.kind ?? status}</td>
                  <td data-label="Reason">{suppression?.reason ?? ''}</td>
                  <td data-label="Owner">{suppression?.owner ?? ''}</td>
                  <td data-label="Until">{suppression?.expires == null ? '–' : day(suppression.expires)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Section>
  )
}
