import type { ControlResult, Report, Risk } from 'assay'
import type { ReactElement } from 'react'
import { fixLine } from '../fix-text.ts'
import { day } from '../format.ts'
import { FirstRows } from '../parts/first-rows.tsx'
import { Nothing, Section } from '../parts/section.tsx'
import { SeverityTag } from '../parts/symbols.tsx'
import { SEVERITIES } from '../words.ts'

const ROWS_SHOWN = 12
const LIKELIHOODS: readonly Risk['likelihood'][] = ['high', 'medium', 'low']

export function RisksSection({ report }: { readonly report: Report }): ReactElement {
  const risks = report.risks.toSorted(
    (a, b) =>
      SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
      LIKELIHOODS.indexOf(a.likelihood) - LIKELIHOODS.indexOf(b.likelihood),
  )
  return (
    <Section
      id="risks"
      title="Risk register"
      note="One row a control with findings that stand. Likelihood follows how sure the worst finding is."
    >
      {risks.length === 0 ? (
        <Nothing>No finding stands, so no risk is registered.</Nothing>
      ) : (
        <div className="card">
          <table className="stacked" data-rows="">
            <thead>
              <tr>
                <th scope="col">Impact</th>
                <th scope="col">What does not hold</th>
                <th scope="col">Likelihood</th>
                <th scope="col" className="number">
                  Findings
                </th>
                <th scope="col">Status</th>
                <th scope="col">Mitigation</th>
              </tr>
            </thead>
            <tbody>
              <FirstRows
                items={risks}
                limit={ROWS_SHOWN}
                noun="risks"
                wrap={(button) => (
                  <tr className="rest">
                    <td colSpan={6}>{button}</td>
                  </tr>
                )}
              >
                {(risk) => (
                  <RiskRow key={risk.control} risk={risk} fix={report.controls.find(({ id }) => id === risk.control)?.fix ?? {}} />
                )}
              </FirstRows>
            </tbody>
          </table>
        </div>
      )}
    </Section>
  )
}

function RiskRow({ risk, fix }: { readonly risk: Risk; readonly fix: ControlResult['fix'] }): ReactElement {
  return (
    <tr data-row="">
      <td>
        <SeverityTag severity={risk.severity} />
      </td>
      <th scope="row">
        <a href={`#control-${risk.control}`}>{risk.title}</a>
        <code>{risk.control}</code>
      </th>
      <td data-label="Likelihood">{risk.likelihood}</td>
      <td className="number" data-label="Findings">
        {risk.findings}
      </td>
      <td data-label="Status">
        {risk.status === 'open' ? 'open' : 'accepted'}
        {risk.owner === '' ? '' : ` by ${risk.owner}`}
        {risk.expires === null ? '' : ` until ${day(risk.expires)}`}
      </td>
      <td data-label="Mitigation" className="soft">
        {risk.mitigation === 'same' ? fixLine(fix) : risk.mitigation}
      </td>
    </tr>
  )
}
