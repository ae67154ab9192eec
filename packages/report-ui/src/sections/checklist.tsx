import type { Report } from 'assay'
import type { ReactElement } from 'react'
import { countOutcomes, OutcomeBar, sentenceOf } from '../parts/outcome-bar.tsx'
import { Section } from '../parts/section.tsx'
import { Icon, StrengthBars } from '../parts/symbols.tsx'
import { LAYER_WORD, LAYERS, OUTCOME_MARK, OUTCOME_WORD, OUTCOMES, STRENGTHS } from '../words.ts'

/** The controls of wave 1, each with its outcome and the strength of its evidence. */
export function ChecklistSection({ report }: { readonly report: Report }): ReactElement {
  const wave = report.controls.filter((control) => control.wave === 1)
  const columns = LAYERS.map((layer) => ({ layer, controls: wave.filter((control) => control.layer === layer) }))
  const sizes = columns.map(({ layer, controls }) => `${controls.length} ${layer}`).join(', ')
  return (
    <Section
      id="checklist"
      title="Hardening checklist"
      note={`The ${wave.length} controls of wave 1: ${sizes}. Filled from outcomes, never by hand.`}
    >
      <div className="legend">
        {OUTCOMES.map((outcome) => (
          <span key={outcome}>
            <Icon mark={OUTCOME_MARK[outcome]} />
            {OUTCOME_WORD[outcome]}
          </span>
        ))}
        <i className="separator" />
        {STRENGTHS.map((strength) => (
          <StrengthBars key={strength} strength={strength} />
        ))}
        <StrengthBars strength={null} word="none" />
      </div>
      <div className="checklist">
        {columns.map(({ layer, controls }) => (
          <div key={layer} className="card column">
            <h3>
              {LAYER_WORD[layer]}
              <span>{controls.length}</span>
            </h3>
            <OutcomeBar counts={countOutcomes(controls)} />
            <p className="counts">{sentenceOf(countOutcomes(controls))}</p>
            <ul>
              {controls.map(({ id, title, outcome, strength, because }) => (
                <li key={id} title={because}>
                  <Icon mark={OUTCOME_MARK[outcome]} label={OUTCOME_WORD[outcome]} />
                  <a href={`#control-${id}`}>{title}</a>
                  <StrengthBars strength={strength} word={false} />
                </li>
              ))}
            </ul>
          </div>
        ))}
      </div>
    </Section>
  )
}
