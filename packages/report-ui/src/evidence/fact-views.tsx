import type { ReactElement } from 'react'
import { count, day, figure } from '../format.ts'
import { keyed } from '../keyed.ts'
import { Scroll } from '../parts/scroll.tsx'
import type { EvidenceOf } from '../report-types.ts'

type MeasurementEvidence = EvidenceOf<'measurement'>

/** Measured figures with their interval and budget. */
export function NumbersView({ measurements }: { readonly measurements: readonly MeasurementEvidence[] }): ReactElement {
  return (
    <Scroll label="Measured numbers">
      <table>
        <thead>
          <tr>
            <th scope="col">Metric</th>
            <th scope="col" className="number">
              Value
            </th>
            <th scope="col" className="number">
              Interval
            </th>
            <th scope="col" className="number">
              Budget
            </th>
            <th scope="col" className="number">
              Samples
            </th>
            <th scope="col">Note</th>
          </tr>
        </thead>
        <tbody>
          {keyed(measurements, ({ metric }) => metric).map(({ key, item: each }) => (
            <tr key={key}>
              <th scope="row">{each.metric}</th>
              <td className="number">
                <b>{quantity(each.value, each.unit)}</b>
              </td>
              <td className="number">{intervalOf(each)}</td>
              <td className="number">{each.budget === undefined ? '–' : quantity(each.budget, each.unit)}</td>
              <td className="number">{count(each.samples)}</td>
              <td className="soft">{each.note ?? ''}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}

/** A figure in the unit that a reader expects: shares as per cent. */
export function quantity(value: number, unit: string): string {
  if (unit.startsWith('share')) return `${figure(value * 100)} %${unit.slice('share'.length)}`
  return `${figure(value)} ${unit}`
}

export function intervalOf({ lower, upper, unit }: Pick<MeasurementEvidence, 'lower' | 'upper' | 'unit'>): string {
  const scale = unit.startsWith('share') ? 100 : 1
  if (lower === undefined && upper === undefined) return 'no interval'
  if (lower === undefined) return `up to ${figure((upper ?? 0) * scale)}`
  return upper === undefined ? `from ${figure(lower * scale)}, open above` : `${figure(lower * scale)}–${figure(upper * scale)}`
}

/** What was examined, item by item. */
export function InventoryView({ evidence }: { readonly evidence: EvidenceOf<'inventory'> }): ReactElement {
  const { what, count: found, of, items, note } = evidence
  return (
    <div className="piece">
      <p className="probe">
        <b>
          {count(found)} of {count(of)}
        </b>{' '}
        {what}
      </p>
      {items.length === 0 ? null : (
        <ul className="items">
          {keyed(items, (each) => each).map(({ key, item }) => (
            <li key={key}>
              <code>{item}</code>
            </li>
          ))}
          {found > items.length ? <li className="mute">and {count(found - items.length)} more, counted and not listed</li> : null}
        </ul>
      )}
      {note === undefined ? null : <p className="note">{note}</p>}
    </div>
  )
}

export function DependencyView({ evidence }: { readonly evidence: EvidenceOf<'dependency'> }): ReactElement {
  const { ecosystem, name, version, file, line, advisory, fixedIn, note } = evidence
  return (
    <div className="piece">
      <dl className="pairs">
        <dt>Package</dt>
        <dd>
          <code>
            {name} {version}
          </code>{' '}
          ({ecosystem})
        </dd>
        <dt>Declared in</dt>
        <dd>
          <code>
            {file}:{line}
          </code>
        </dd>
        {advisory === undefined ? null : (
          <>
            <dt>Advisory</dt>
            <dd>{advisory}</dd>
          </>
        )}
        {fixedIn === undefined ? null : (
          <>
            <dt>Fixed in</dt>
            <dd>
              <code>{fixedIn}</code>
            </dd>
          </>
        )}
      </dl>
      {note === undefined ? null : <p className="note">{note}</p>}
    </div>
  )
}

export function StatementView({ evidence }: { readonly evidence: EvidenceOf<'statement'> }): ReactElement {
  return (
    <blockquote className="piece statement">
      <p>{evidence.text}</p>
      <footer>
        {evidence.owner}, {day(evidence.date)}
      </footer>
    </blockquote>
  )
}
