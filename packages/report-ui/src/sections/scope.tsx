import type { Report } from 'assay'
import type { ReactElement, ReactNode } from 'react'
import { count, instant, seconds } from '../format.ts'
import { FirstRows } from '../parts/first-rows.tsx'
import { Section } from '../parts/section.tsx'
import { Icon } from '../parts/symbols.tsx'
import { INTENSITY_MEANING, type Mark, PROFILE_MEANING } from '../words.ts'
import { AuthenticationCard, EndpointsCard } from './protection.tsx'

const ROWS_SHOWN = 12

/** What was looked at, how, on what machine, and where it ends. */
export function ScopeSection({ report }: { readonly report: Report }): ReactElement {
  return (
    <Section id="scope" title="Scope, method, limits" note="What this verdict speaks of, and what it does not.">
      <div className="scope">
        <TargetCard report={report} />
        <LookedAtCard report={report} />
        <MachineCard report={report} />
        <LimitsCard report={report} />
        <EndpointsCard report={report} />
        <AuthenticationCard report={report} />
        <OperationsCard report={report} />
        <RowsCard
          title="Left in the service"
          noun="things"
          rows={(report.scope.leftBehind ?? []).map(({ what, identity, because }) => [what, `by ${identity}; ${because}`])}
        />
        <RowsCard
          title="Files that were not analysed"
          noun="files"
          rows={report.scope.filesNotAnalysed.map(({ file, because }) => [file, because])}
        />
      </div>
    </Section>
  )
}

type Pairs = readonly (readonly [name: string, value: ReactNode])[]

function PairsCard({ title, pairs }: { readonly title: string; readonly pairs: Pairs }): ReactElement {
  return (
    <div className="card">
      <h3>{title}</h3>
      <dl>
        {pairs.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}

function TargetCard({ report }: { readonly report: Report }): ReactElement {
  const { target, profile, intensity, runId, asOf, tool } = report
  return (
    <PairsCard
      title="Target and run"
      pairs={[
        ['Target', target.name],
        ['Source', target.sourceRoot === null ? 'none' : <code key="source">{target.sourceRoot}</code>],
        ['Service', serviceOf(report)],
        [
          'Commit',
          target.commit === null ? (
            'not known'
          ) : (
            <code key="commit">{`${target.commit}${target.isDirty === true ? ', with changes' : ''}`}</code>
          ),
        ],
        ['Profile', `${profile}: ${PROFILE_MEANING[profile]}`],
        ['Intensity', `${intensity}: ${INTENSITY_MEANING[intensity]}`],
        ['Verdict as of', instant(asOf)],
        ['Run', <code key="run">{runId}</code>],
        ['Versions', `${tool.name} ${tool.version}, catalogue ${tool.catalogue}, policy ${tool.policy}`],
      ]}
    />
  )
}

function serviceOf({ target }: Report): string {
  if (target.startedByUs) return 'started by assay from the source'
  return target.baseUrl ?? 'none; nothing was observed live'
}

function LookedAtCard({ report: { scope, controls } }: { readonly report: Report }): ReactElement {
  const { files, routes, operations, requests } = scope
  const covered = (coverage: string): number => operations.filter((each) => each.coverage === coverage).length
  const withCheck = controls.filter(({ reason }) => reason !== 'not-implemented').length
  return (
    <PairsCard
      title="What was looked at"
      pairs={[
        ['Files', `${count(files.analysed)} analysed, ${count(files.lines)} lines`],
        ['Not analysed', `${count(files.partly)} partly, ${count(files.leftOut)} left out, ${count(files.failed)} failed`],
        ['Routes', `${count(routes)} found`],
        [
          'Operations',
          operations.length === 0
            ? 'none asked live'
            : `${covered('tested')} of ${operations.length} tested, ${covered('partly')} partly, ${covered('not')} not`,
        ],
        ['Requests', `${count(requests)} sent by probes, load apart`],
        [
          'Controls',
          `${withCheck} of ${controls.length} have a check; ${controls.filter(({ isInScope }) => isInScope).length} count in this profile`,
        ],
      ]}
    />
  )
}

function MachineCard({ report: { environment } }: { readonly report: Report }): ReactElement {
  const { cpu, cores, memoryMb, platform, node, loadAverage, startedAt, finishedAt, timingsMs, seed, options } = environment
  const timings = Object.entries(timingsMs).map(([name, ms]) => `${name} ${seconds(ms)}`)
  const chosen = Object.entries(options).filter(([, value]) => value !== null && value !== '' && value !== false)
  return (
    <PairsCard
      title="Machine and timings"
      pairs={[
        ['Machine', `${cpu}, ${cores} cores, ${count(memoryMb)} MB`],
        ['System', `${platform}, Node ${node}`],
        ['Load before', loadAverage.toFixed(2)],
        ['Started', instant(startedAt)],
        ['Took', seconds(Math.max(0, Date.parse(finishedAt) - Date.parse(startedAt)) || 0)],
        ['Parts', timings.length === 0 ? 'not timed' : timings.join(', ')],
        ['Seed', String(seed)],
        [
          'Options',
          chosen.length === 0 ? (
            'defaults'
          ) : (
            <code key="options">{chosen.map(([name, value]) => `${name}=${String(value)}`).join(' ')}</code>
          ),
        ],
      ]}
    />
  )
}

function LimitsCard({ report: { scope, profile } }: { readonly report: Report }): ReactElement {
  return (
    <div className="card">
      <h3>Method and limits</h3>
      <ul>
        <li>
          A pass needs evidence of the strength its control names; weaker evidence counts in part. What was not looked at never passes.
        </li>
        <li>A live failure is confirmed by a baseline, a negative control, repetition and an effect; all else is likely or possible.</li>
        <li>Effort is an estimate of the catalogue. Standards say which controls have evidence, nothing more.</li>
        <li>Secrets were masked before anything was stored; responses are cut to excerpts.</li>
        {profile === 'static' ? <li>Nothing was observed live: this profile never ends in READY.</li> : null}
        {scope.warnings.map((warning) => (
          <li key={warning}>
            <b>Warning:</b> {warning}
          </li>
        ))}
      </ul>
    </div>
  )
}

const COVERAGE: Readonly<Record<'tested' | 'partly' | 'not', Mark>> = { tested: 'pass', partly: 'partial', not: 'nv' }
const COVERAGE_ORDER = ['not', 'partly', 'tested'] as const

function OperationsCard({ report: { scope } }: { readonly report: Report }): ReactElement | null {
  const operations = scope.operations.toSorted((a, b) => COVERAGE_ORDER.indexOf(a.coverage) - COVERAGE_ORDER.indexOf(b.coverage))
  return (
    <RowsCard
      title="Operations, as far as they were asked"
      noun="operations"
      rows={operations.map(({ operation, coverage, because }) => [
        operation,
        because,
        <span className="coverage" key={operation}>
          <Icon mark={COVERAGE[coverage]} /> {coverage === 'not' ? 'not tested' : coverage}
        </span>,
      ])}
    />
  )
}

function RowsCard({ title, noun, rows }: RowsProps): ReactElement | null {
  const [first] = rows
  if (first === undefined) return null
  return (
    <div className="card wide">
      <h3>{title}</h3>
      <ul className={first.length === 3 ? 'operations' : 'operations two-columns'} data-rows="">
        <FirstRows items={rows} limit={ROWS_SHOWN} noun={noun} wrap={(button) => <li className="rest">{button}</li>}>
          {([name, because, mark]) => (
            <li key={name + because} data-row="">
              {mark}
              <code>{name}</code>
              <span className="mute">{because}</span>
            </li>
          )}
        </FirstRows>
      </ul>
    </div>
  )
}

interface RowsProps {
  readonly title: string
  readonly noun: string
  readonly rows: readonly (readonly [name: string, because: string, mark?: ReactElement])[]
}
