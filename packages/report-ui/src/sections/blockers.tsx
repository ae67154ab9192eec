import type { Gate, Report } from 'assay'
import type { ReactElement } from 'react'
import { FirstRows } from '../parts/first-rows.tsx'
import { Icon } from '../parts/symbols.tsx'
import { type ReportIndex, rank, sureness } from '../report-index.ts'

const SHOWN = 5

interface BlockerLine {
  readonly key: string
  readonly text: string
  readonly href: string | null
  readonly more: number
}

/** What blocks the release, from the failed gates themselves. */
export function Blockers({ index }: { readonly index: ReportIndex }): ReactElement {
  const { report } = index
  const failed = report.gates.filter(({ state }) => state === 'failed')
  return (
    <div className="blockers">
      <h3>What blocks release</h3>
      {failed.length === 0 ? (
        <p className="none-blocks">
          <Icon mark={report.gates.some(({ state }) => state === 'not-verified') ? 'nv' : 'pass'} />
          {noBlockers(report)}
        </p>
      ) : (
        <ul>
          {failed.map((gate) => (
            <li key={gate.id}>
              <span className="id">{gate.id}</span>
              <div>
                <b>{gate.title}</b>: {gate.because}
                <ul data-rows="">
                  <FirstRows items={linesOf(index, gate)} limit={SHOWN} noun="controls" wrap={(button) => <li>{button}</li>}>
                    {({ key, text, href, more }) => (
                      <li key={key} data-row="">
                        {href === null ? text : <a href={href}>{text}</a>}
                        {more === 0 ? null : <span className="mute"> and {more} more</span>}
                      </li>
                    )}
                  </FirstRows>
                </ul>
              </div>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function noBlockers({ gates }: Report): string {
  const unverified = gates.filter(({ state }) => state === 'not-verified')
  if (unverified.length === 0) return 'No gate failed.'
  return `No gate failed; ${unverified.map(({ id }) => id).join(', ')} could not be verified.`
}

/** One line a control: its surest finding in words, the rest counted. */
function linesOf({ report, findings }: ReportIndex, gate: Gate): BlockerLine[] {
  const own = report.blockers.filter((blocker) => blocker.gate === gate.id)
  const groups = Map.groupBy(own, ({ control, text }) => control ?? text)
  const lines = [...groups].flatMap(([key, blockers]) => {
    const ranked = blockers
      .map((blocker) => ({ blocker, order: orderOf(blocker.fingerprint === null ? undefined : findings.get(blocker.fingerprint)) }))
      .toSorted((a, b) => a.order - b.order)
    const first = ranked[0]
    if (first === undefined) return []
    const { text, fingerprint, control } = first.blocker
    const href = fingerprint !== null ? `#finding-${fingerprint}` : control !== null ? `#control-${control}` : null
    return [{ line: { key, text, href, more: blockers.length - 1 }, order: first.order }]
  })
  return lines.toSorted((a, b) => a.order - b.order).map(({ line }) => line)
}

function orderOf(finding: (Parameters<typeof sureness>[0] & Parameters<typeof rank>[0]) | undefined): number {
  return finding === undefined ? 0 : rank(finding) * 10 + sureness(finding)
}
