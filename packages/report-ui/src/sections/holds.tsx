import type { ControlResult, OutcomeName } from 'assay'
import type { ReactElement } from 'react'
import { EvidencePieces } from '../evidence/evidence-panels.tsx'
import { MappingView } from '../evidence/mapping-view.tsx'
import { counted } from '../format.ts'
import { Disclosure } from '../parts/disclosure.tsx'
import { FirstRows } from '../parts/first-rows.tsx'
import { Nothing, Section } from '../parts/section.tsx'
import { Chevron, Icon, SeverityTag, StrengthBars } from '../parts/symbols.tsx'
import { Tabs } from '../parts/tabs.tsx'
import type { ReportIndex } from '../report-index.ts'
import { useOpen } from '../target.tsx'
import { type Mark, OUTCOME_MARK, OUTCOME_WORD } from '../words.ts'

const ROWS_SHOWN = 40
const OTHERS: readonly OutcomeName[] = ['partial', 'fail', 'accepted-risk']

/** What holds and what does not apply, closed until somebody doubts it. */
export function HoldsSection({ index }: { readonly index: ReportIndex }): ReactElement {
  const { controls } = index.report
  const holds = controls.filter(({ outcome }) => outcome === 'pass')
  const without = controls.filter(({ outcome }) => outcome === 'not-applicable')
  // what holds in part stands among the findings, unless it has none
  const partly = controls.filter(({ id, outcome }) => OTHERS.includes(outcome) && !index.findingsOf.has(id))
  return (
    <Section id="holds" title="What holds, with evidence" note="Each row opens to what was seen and how much of it.">
      {holds.length + without.length + partly.length === 0 ? <Nothing>No control passed.</Nothing> : null}
      <HoldsGroup index={index} mark="pass" words={['passes', 'pass']} note="each with its evidence" controls={holds} />
      <HoldsGroup
        index={index}
        mark="partial"
        words={['holds in part', 'hold in part']}
        note="no single finding names what is missing"
        controls={partly}
      />
      <HoldsGroup index={index} mark="na" words={['does not apply', 'do not apply']} note="each with what shows it" controls={without} />
    </Section>
  )
}

interface HoldsGroupProps {
  readonly index: ReportIndex
  readonly mark: Mark
  readonly words: readonly [one: string, many: string]
  readonly note: string
  readonly controls: readonly ControlResult[]
}

function HoldsGroup({ index, mark, words, note, controls }: HoldsGroupProps): ReactElement | null {
  const [isOpen, toggle] = useOpen(({ control }) => controls.some(({ id }) => id === control))
  if (controls.length === 0) return null
  return (
    <div className="card holds">
      <Disclosure
        className="reason"
        isOpen={isOpen}
        onToggle={toggle}
        summary={
          <>
            <Icon mark={mark} />
            <span className="title">
              <b>
                {counted(controls.length, 'control')} {controls.length === 1 ? words[0] : words[1]}
              </b>
              <small>{note}</small>
            </span>
            <Chevron />
          </>
        }
      >
        {() => (
          <div data-rows="">
            <FirstRows items={controls} limit={ROWS_SHOWN} noun="controls" isTarget={({ id }, { control }) => id === control}>
              {(control) => <HoldingControl key={control.id} control={control} isHome={!index.findingsOf.has(control.id)} />}
            </FirstRows>
          </div>
        )}
      </Disclosure>
    </div>
  )
}

interface HoldingControlProps {
  readonly control: ControlResult
  /** Whether links to the control lead here; a control with findings stands among them. */
  readonly isHome: boolean
}

function HoldingControl({ control, isHome }: HoldingControlProps): ReactElement {
  const [isOpen, toggle] = useOpen((target) => target.control === control.id)
  const { id, title, outcome, because, strength, evidence, severity } = control
  return (
    <Disclosure
      {...(isHome ? { id: `control-${id}` } : {})}
      className="finding"
      isOpen={isOpen}
      onToggle={toggle}
      summary={
        <>
          <Icon mark={OUTCOME_MARK[outcome]} label={OUTCOME_WORD[outcome]} />
          <SeverityTag severity={severity} />
          <span className="title">
            <b>{title}</b>
            <small>
              <code>{id}</code>
              {because === '' ? '' : ` · ${because}`}
            </small>
          </span>
          <StrengthBars strength={strength} />
          <Chevron />
        </>
      }
    >
      {() => (
        <Tabs
          label="Evidence"
          tabs={[
            ...(evidence.length === 0 ? [] : [{ name: 'Evidence', panel: () => <EvidencePieces evidence={evidence} /> }]),
            { name: 'Mapping', panel: () => <MappingView control={control} /> },
          ]}
        />
      )}
    </Disclosure>
  )
}
