import type { Blocker, Report } from 'assay'
import type { ReactElement } from 'react'
import { FirstRows } from '../parts/first-rows.tsx'
import { Icon } from '../parts/symbols.tsx'

const SHOWN = 4

interface BlockerLine {
  readonly text: string
  readonly href: string | null
  readonly times: number
}

/** What blocks the release, from the failed gates themselves. */
export function Blockers({ report }: { readonly report: Report }): ReactElement {
  const failed = report.gates.filter(({ state }) => state === 'failed')
  const blocked = failed.map((gate) => ({ gate, lines: linesOf(report.blockers.filter((blocker) => blocker.gate === gate.id)) }))
  return (
    <div className="blockers">
      <h3>What blocks release</h3>
      {blocked.length === 0 ? (
        <p className="none-blocks">
          <Icon mark={report.gates.some(({ state }) => state === 'not-verified') ? 'nv' : 'pass'} />
          {noBlockers(report)}
        </p>
      ) : (
        <ul>
          {blocked.map(({ gate, lines }) => (
            <li key={gate.id}>
              <span className="id">{gate.id}</span>
              <div>
                <b>{gate.title}</b>: {gate.because}
                <ul data-rows="">
                  <FirstRows items={lines} limit={SHOWN} wrap={(button) => <li>{button}</li>}>
                    {({ text, href, times }) => (
                      <li key={text} data-row="">
                        {href === null ? text : <a href={href}>{text}</a>}
                        {times > 1 ? <span className="mute"> ×{times}</span> : null}
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

/** The same sentence at two places is one line. */
function linesOf(blockers: readonly Blocker[]): BlockerLine[] {
  const lines = new Map<string, BlockerLine>()
  for (const { text, fingerprint, control } of blockers) {
    const before = lines.get(text)
    const href = fingerprint !== null ? `#finding-${fingerprint}` : control !== null ? `#control-${control}` : null
    lines.set(text, before === undefined ? { text, href, times: 1 } : { ...before, times: before.times + 1 })
  }
  return [...lines.values()]
}
