import type { Cap, ControlResult, Report, Strength } from 'assay'
import type { ReactElement } from 'react'
import { Fragment } from 'react'
import { counted, day, score } from '../format.ts'
import { OutcomeBar } from '../parts/outcome-bar.tsx'
import { Icon, StrengthBars } from '../parts/symbols.tsx'
import type { ReportIndex } from '../report-index.ts'
import { OUTCOME_MARK, OUTCOME_MEANING, OUTCOME_WORD, OUTCOMES, PROFILE_MEANING, STRENGTHS, VERDICT_MARK } from '../words.ts'
import { Blockers } from './blockers.tsx'
import { Gates } from './gates.tsx'
import { Rings } from './rings.tsx'

/** One screen that decides: verdict, R and P, caps with their causes, gates, blockers. */
export function VerdictSection({ index }: { readonly index: ReportIndex }): ReactElement {
  const { report } = index
  const { verdict, verdictBecause, asOf, gates } = report
  const colon = verdictBecause.indexOf(':')
  return (
    <section className="verdict" id="verdict" aria-labelledby="verdict-title">
      <div>
        <p className="eyebrow">Verdict of {day(asOf)}</p>
        <h1 id="verdict-title">
          <Icon mark={VERDICT_MARK[verdict]} />
          {verdict}
        </h1>
        <p className="lead">
          {colon < 0 ? (
            <b>{verdictBecause}</b>
          ) : (
            <>
              <b>{verdictBecause.slice(0, colon)}</b>
              {verdictBecause.slice(colon)}
            </>
          )}
        </p>
        <VerdictFacts report={report} />
      </div>
      <Rings report={report} />
      <Gates gates={gates} />
      <div className="two">
        <Blockers index={index} />
        <Totals report={report} />
      </div>
    </section>
  )
}

function VerdictFacts({ report }: { readonly report: Report }): ReactElement {
  const { grade, gradeBecause, profile, score: s, caps, result } = report
  const inScope = report.controls.filter(({ isInScope }) => isInScope).length
  return (
    <dl className="facts">
      <dt>Grade</dt>
      <dd>
        <b>{grade === null ? 'none' : `${grade} (${profile})`}</b>
        {gradeBecause === '' ? '' : `, ${gradeBecause}`}
      </dd>
      <dt>Score</dt>
      <dd>
        <b>{s === null ? 'none' : score(s)}</b>
        {s === null ? ', nothing was verified' : caps.length === 0 ? ', the result; nothing caps it' : scoreSentence(s, result)}
      </dd>
      {caps.length === 0 ? null : (
        <>
          <dt>{caps.length === 1 ? 'Cap' : 'Caps'}</dt>
          <dd>
            <Caps caps={caps} />
          </dd>
        </>
      )}
      <dt>Profile</dt>
      <dd>
        <b>{profile}</b>: {PROFILE_MEANING[profile]}; {inScope} of {report.controls.length} controls count
      </dd>
    </dl>
  )
}

function scoreSentence(s: number, result: number | null): string {
  return result !== null && s < result ? `, held down by the cap from ${score(result)}` : ', the result; it is already below every cap'
}

const AREA_CAP = /^every critical and high control of wave 1 in (?<area>\S+) fails$/

/** Caps with their causes; the areas that cap alike are one line. */
function Caps({ caps }: { readonly caps: readonly Cap[] }): ReactElement {
  const areas = caps.flatMap(({ cause, limit }) => {
    const area = AREA_CAP.exec(cause)?.groups?.area
    return area === undefined ? [] : [{ area, limit }]
  })
  const limits = [...new Set(areas.map(({ limit }) => limit))]
  return (
    <ul className="caps">
      {caps
        .filter(({ cause }) => !AREA_CAP.test(cause))
        .map(({ cause, limit, findings }) => (
          <li key={cause}>
            <b>≤ {limit}</b> {findings[0] === undefined ? cause : <a href={`#finding-${findings[0]}`}>{cause}</a>}
          </li>
        ))}
      {limits.map((limit) => (
        <li key={limit}>
          <b>≤ {limit}</b> every critical and high control of wave 1 fails in{' '}
          {areas
            .filter((each) => each.limit === limit)
            .map(({ area }) => area)
            .join(', ')}
        </li>
      ))}
    </ul>
  )
}

function Totals({ report }: { readonly report: Report }): ReactElement {
  const { counts, controls } = report
  const verified = controls.filter(({ strength, outcome }) => strength !== null && outcome !== 'not-applicable')
  return (
    <div className="totals">
      <h3>{counted(controls.length, 'control')}</h3>
      <OutcomeBar counts={counts} />
      <div className="key">
        {OUTCOMES.filter((outcome) => counts[outcome] > 0).map((outcome) => (
          <Fragment key={outcome}>
            <Icon mark={OUTCOME_MARK[outcome]} />
            <b>{counts[outcome]}</b>
            <span>
              {OUTCOME_WORD[outcome]} <span className="mute">{OUTCOME_MEANING[outcome]}</span>
            </span>
          </Fragment>
        ))}
      </div>
      <h3>Evidence behind the {verified.length} verified</h3>
      <StrengthSplit controls={verified} />
    </div>
  )
}

function StrengthSplit({ controls }: { readonly controls: readonly ControlResult[] }): ReactElement {
  const of = (strength: Strength): number => controls.filter((control) => control.strength === strength).length
  const present = STRENGTHS.filter((strength) => of(strength) > 0)
  return (
    <>
      <div className="bar thin" role="img" aria-label={present.map((strength) => `${of(strength)} ${strength}`).join(', ') || 'none'}>
        {present.map((strength) => (
          <i key={strength} className={`ink-${strength}`} style={{ flex: of(strength) }} />
        ))}
      </div>
      <div className="legend">
        {present.map((strength) => (
          <StrengthBars key={strength} strength={strength} word={`${of(strength)} ${strength}`} />
        ))}
      </div>
    </>
  )
}
