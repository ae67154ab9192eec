import type { Confidence, Method, ReportFinding, Severity } from 'assay'
import type { ReactElement } from 'react'
import { count, counted } from '../format.ts'
import type { ReportIndex } from '../report-index.ts'
import { CONFIDENCES, METHOD_WORD, METHODS, SEVERITIES } from '../words.ts'

export interface Filter {
  readonly severity: Severity | 'all'
  readonly method: Method | 'all'
  readonly confidence: Confidence | 'all'
  readonly status: ReportFinding['status'] | 'all'
  readonly text: string
}

export const NO_FILTER: Filter = { severity: 'all', method: 'all', confidence: 'all', status: 'all', text: '' }

const STATUSES: readonly ReportFinding['status'][] = ['open', 'accepted-risk', 'suppressed']

/** The findings that match every part of the filter; words of the text in any order. */
export function matching(index: ReportIndex, filter: Filter): readonly ReportFinding[] {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean)
  return index.report.findings.filter((finding) => {
    const text = words.length === 0 ? '' : (index.haystack.get(finding.fingerprint) ?? '')
    return (
      (filter.severity === 'all' || finding.severity === filter.severity) &&
      (filter.method === 'all' || finding.methods.includes(filter.method)) &&
      (filter.confidence === 'all' || finding.confidence === filter.confidence) &&
      (filter.status === 'all' || finding.status === filter.status) &&
      words.every((word) => text.includes(word))
    )
  })
}

interface FiltersProps {
  readonly findings: readonly ReportFinding[]
  readonly filter: Filter
  readonly onChange: (filter: Filter) => void
  readonly shown: number
}

export function Filters({ findings, filter, onChange, shown }: FiltersProps): ReactElement {
  const severities = SEVERITIES.map((severity) => ({
    severity,
    number: findings.filter((finding) => finding.severity === severity).length,
  })).filter(({ number }) => number > 0)
  const methods = METHODS.filter((method) => findings.some((finding) => finding.methods.includes(method)))
  const chips = [{ severity: 'all' as const, number: findings.length }, ...severities]
  return (
    <search className="filters" aria-label="Filter findings">
      <fieldset className="chips">
        <legend className="hidden-text">Severity</legend>
        {chips.map(({ severity, number }) => (
          <button
            key={severity}
            type="button"
            className="chip"
            aria-pressed={filter.severity === severity}
            onClick={() => onChange({ ...filter, severity })}
          >
            {severity} <span>{count(number)}</span>
          </button>
        ))}
      </fieldset>
      <Choice
        label="Method"
        value={filter.method}
        choices={methods.map((method) => [method, METHOD_WORD[method]])}
        onChange={(method) => onChange({ ...filter, method })}
      />
      <Choice
        label="Confidence"
        value={filter.confidence}
        choices={CONFIDENCES.map((confidence) => [confidence, confidence])}
        onChange={(confidence) => onChange({ ...filter, confidence })}
      />
      <Choice
        label="Status"
        value={filter.status}
        choices={STATUSES.map((status) => [status, status.replace('-', ' ')])}
        onChange={(status) => onChange({ ...filter, status })}
      />
      <input
        type="search"
        aria-label="Search findings"
        placeholder="Route, file, CWE"
        value={filter.text}
        onChange={(event) => onChange({ ...filter, text: event.target.value })}
      />
      <output className="shown" aria-live="polite">
        {counted(shown, 'finding')}
      </output>
    </search>
  )
}

interface ChoiceProps<T extends string> {
  readonly label: string
  readonly value: T | 'all'
  readonly choices: readonly (readonly [value: T, word: string])[]
  readonly onChange: (value: T | 'all') => void
}

function Choice<T extends string>({ label, value, choices, onChange }: ChoiceProps<T>): ReactElement {
  return (
    <label>
      {label}
      <select value={value} onChange={(event) => onChange(choices.find(([each]) => each === event.target.value)?.[0] ?? 'all')}>
        <option value="all">any</option>
        {choices.map(([each, word]) => (
          <option key={each} value={each}>
            {word}
          </option>
        ))}
      </select>
    </label>
  )
}
