import type { Report } from 'assay'
import { memo, type ReactElement, useMemo } from 'react'
import { FindingsSection } from './findings/findings-section.tsx'
import { instant } from './format.ts'
import { Rail, type RailEntry } from './parts/rail.tsx'
import { SymbolDefinitions } from './parts/symbols.tsx'
import { ThemeSwitch } from './parts/theme-switch.tsx'
import { budgetsOf, undecidedOf } from './performance/budgets.tsx'
import { PerformanceSection } from './performance/performance-section.tsx'
import { useIsPrinting } from './printing.ts'
import { indexReport, type ReportIndex } from './report-index.ts'
import { ActionsSection } from './sections/actions.tsx'
import { AreasSection } from './sections/areas.tsx'
import { ChecklistSection } from './sections/checklist.tsx'
import { ComparisonSection } from './sections/comparison.tsx'
import { HoldsSection } from './sections/holds.tsx'
import { NotVerifiedSection } from './sections/not-verified.tsx'
import { PlanSection } from './sections/plan.tsx'
import { RisksSection } from './sections/risks.tsx'
import { ScopeSection } from './sections/scope.tsx'
import { StandardsSection } from './sections/standards.tsx'
import { SuppressedSection } from './sections/suppressed.tsx'
import { VerdictSection } from './sections/verdict.tsx'
import { PrintingProvider, TargetProvider, useAddress } from './target.tsx'

/** The whole report: one screen decides, below it everything opens to its evidence. */
export function App({ report }: { readonly report: Report }): ReactElement {
  const index = useMemo(() => indexReport(report), [report])
  const target = useAddress(index)
  const isPrinting = useIsPrinting()
  return (
    <TargetProvider value={target}>
      <PrintingProvider value={isPrinting}>
        <SymbolDefinitions />
        <a className="skip" href="#verdict">
          Skip to the verdict
        </a>
        <TopBar report={report} />
        <div className="page">
          <Rail entries={railOf(index)} />
          <Sections index={index} />
        </div>
      </PrintingProvider>
    </TargetProvider>
  )
}

const Sections = memo(function Sections({ index }: { readonly index: ReportIndex }): ReactElement {
  const { report } = index
  return (
    <main>
      <VerdictSection index={index} />
      <ActionsSection report={report} />
      {report.comparison === null ? null : <ComparisonSection index={index} comparison={report.comparison} />}
      <AreasSection report={report} />
      <FindingsSection index={index} />
      <PerformanceSection index={index} />
      <ChecklistSection report={report} />
      <PlanSection report={report} />
      <RisksSection report={report} />
      <StandardsSection report={report} />
      <NotVerifiedSection index={index} />
      <SuppressedSection report={report} />
      <HoldsSection index={index} />
      <ScopeSection report={report} />
      <footer>
        <span>
          {report.tool.name} {report.tool.version}, catalogue {report.tool.catalogue}, policy {report.tool.policy}
        </span>
        <span>Run {report.runId}. The same evidence stands in report.json of the run folder.</span>
      </footer>
    </main>
  )
})

function TopBar({ report: { target, asOf } }: { readonly report: Report }): ReactElement {
  return (
    <header className="top">
      <div className="top-inner">
        <div className="brand">
          <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true">
            <circle cx="10" cy="10" r="8.6" fill="none" stroke="currentColor" strokeWidth="2" />
            <path d="M10 10V1.4A8.6 8.6 0 0 1 17.4 14.3z" fill="currentColor" />
          </svg>
          assay
        </div>
        <div className="crumb">
          <i>/</i>
          <b>{target.name}</b>
          <span className="wide-only">
            {target.commit === null ? '' : `${target.commit.slice(0, 7)} · `}
            {instant(asOf)}
          </span>
        </div>
        <div className="tools">
          <ThemeSwitch />
          <button type="button" className="button print" onClick={() => print()}>
            Print
          </button>
        </div>
      </div>
    </header>
  )
}

/** `3 of 4` budgets hold. */
function budgetTally(index: ReportIndex): string {
  const budgets = budgetsOf(index)
  const all = budgets.length + undecidedOf(index).length
  return all === 0 ? '' : `${budgets.filter(({ control }) => control.outcome === 'pass').length} of ${all}`
}

function railOf(index: ReportIndex): RailEntry[] {
  const { report } = index
  const { controls, findings, performance, comparison } = report
  const tally = (outcome: string): string => String(controls.filter((control) => control.outcome === outcome).length)
  return [
    { id: 'verdict', name: 'Verdict', tally: '' },
    { id: 'actions', name: 'Top actions', tally: String(report.actions.length) },
    ...(comparison === null ? [] : [{ id: 'comparison', name: 'Since before', tally: `+${comparison.new.length}` }]),
    { id: 'areas', name: 'Areas', tally: String(report.areas.length) },
    { id: 'findings', name: 'Findings', tally: String(findings.length) },
    { id: 'performance', name: 'Performance', tally: performance === null ? 'none' : budgetTally(index) },
    { id: 'checklist', name: 'Checklist', tally: String(controls.filter(({ wave }) => wave === 1).length) },
    { id: 'plan', name: 'Plan', tally: String(report.plan.length) },
    { id: 'risks', name: 'Risks', tally: String(report.risks.length) },
    { id: 'standards', name: 'Standards', tally: '' },
    { id: 'not-verified', name: 'Not verified', tally: tally('not-verified') },
    { id: 'suppressed', name: 'Suppressed', tally: String(findings.filter(({ status }) => status !== 'open').length) },
    { id: 'holds', name: 'What holds', tally: tally('pass') },
    { id: 'scope', name: 'Scope', tally: '' },
  ]
}
