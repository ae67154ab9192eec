import type { GroupSummary, Layer, OutcomeName, Report } from 'assay'
import { Fragment, type ReactElement } from 'react'
import { score } from '../format.ts'
import { OutcomeBar } from '../parts/outcome-bar.tsx'
import { Scroll } from '../parts/scroll.tsx'
import { Section } from '../parts/section.tsx'
import { Icon } from '../parts/symbols.tsx'
import { areaWord, LAYER_WORD, LAYERS, OUTCOME_MARK, OUTCOME_WORD, OUTCOMES } from '../words.ts'

/** Outcomes by layer and area: counts, one scale for all bars, R and P of each. */
export function AreasSection({ report }: { readonly report: Report }): ReactElement {
  const columns = OUTCOMES.filter((outcome) => outcome !== 'accepted-risk' || report.counts[outcome] > 0)
  const scale = Math.max(...report.areas.map(sizeOf), 1)
  return (
    <Section
      id="areas"
      title="Areas"
      note="Numbers of controls, one scale for all bars. R is the result and P the proof of that area alone."
    >
      <Scroll label="Areas" className="card">
        <table className="areas">
          <thead>
            <tr>
              <th scope="col">Area</th>
              <th className="bar-column">
                <span className="hidden-text">Bar</span>
              </th>
              {columns.map((outcome) => (
                <th key={outcome} scope="col" className="number">
                  <Icon mark={OUTCOME_MARK[outcome]} />
                  <span className="word">{outcome === 'not-applicable' ? 'N/A' : OUTCOME_WORD[outcome]}</span>
                </th>
              ))}
              <th scope="col" className="number">
                R
              </th>
              <th scope="col" className="number">
                P
              </th>
            </tr>
          </thead>
          {LAYERS.map((layer) => (
            <LayerRows key={layer} layer={layer} report={report} columns={columns} scale={scale} />
          ))}
        </table>
      </Scroll>
    </Section>
  )
}

interface LayerRowsProps {
  readonly layer: Layer
  readonly report: Report
  readonly columns: readonly OutcomeName[]
  readonly scale: number
}

function LayerRows({ layer, report, columns, scale }: LayerRowsProps): ReactElement {
  const areas = report.areas.filter(({ name }) => layerOf(report, name) === layer).toSorted((a, b) => sizeOf(b) - sizeOf(a))
  const summary = report.layers.find(({ name }) => name === layer)
  return (
    <tbody>
      {summary === undefined ? null : (
        <tr className="layer">
          <th scope="row" colSpan={2}>
            {LAYER_WORD[layer]}
          </th>
          <Cells group={summary} columns={columns} />
        </tr>
      )}
      {areas.map((area) => (
        <tr key={area.name}>
          <th scope="row">
            {areaWord(area.name)} <code className="mute">{area.name}</code>
          </th>
          <td className="bar-column">
            <OutcomeBar counts={area.counts} scale={scale} />
          </td>
          <Cells group={area} columns={columns} />
        </tr>
      ))}
    </tbody>
  )
}

function Cells({ group, columns }: { readonly group: GroupSummary; readonly columns: readonly OutcomeName[] }): ReactElement {
  return (
    <Fragment>
      {columns.map((outcome) => (
        <td key={outcome} className={group.counts[outcome] === 0 ? 'number zero' : 'number'}>
          {group.counts[outcome]}
        </td>
      ))}
      <td className="number">{group.result === null ? '–' : score(group.result)}</td>
      <td className="number">{score(group.proof)} %</td>
    </Fragment>
  )
}

function sizeOf({ counts }: GroupSummary): number {
  return OUTCOMES.reduce((sum, outcome) => sum + counts[outcome], 0)
}

/** The layer of most of an area's controls. */
function layerOf({ controls }: Report, area: string): Layer {
  const members = controls.filter((control) => control.area === area)
  const of = (layer: Layer): number => members.filter((control) => control.layer === layer).length
  return LAYERS.toSorted((a, b) => of(b) - of(a))[0] ?? 'application'
}
