import type { Evidence } from 'assay'
import type { ReactElement } from 'react'
import { keyed } from '../keyed.ts'
import type { Tab } from '../parts/tabs.tsx'
import { isKind } from '../report-types.ts'
import { ExchangeRow } from './exchange-view.tsx'
import { DependencyView, InventoryView, NumbersView, StatementView } from './fact-views.tsx'
import { LinesView, PathView } from './source-views.tsx'
import { TrialView } from './trial-view.tsx'

type Kind = Evidence['kind']

/** One tab a kind, in the order in which a reader doubts: what happened, then where it is written. */
const TABS: readonly { readonly name: string; readonly kinds: readonly Kind[] }[] = [
  { name: 'Live proof', kinds: ['trial', 'exchange'] },
  { name: 'Path', kinds: ['path'] },
  { name: 'Code', kinds: ['source'] },
  { name: 'Configuration', kinds: ['configuration'] },
  { name: 'Numbers', kinds: ['measurement'] },
  { name: 'Examined', kinds: ['inventory'] },
  { name: 'Dependency', kinds: ['dependency'] },
  { name: 'Statement', kinds: ['statement'] },
]

export function evidenceTabs(evidence: readonly Evidence[]): Tab[] {
  return TABS.flatMap(({ name, kinds }): Tab[] => {
    const pieces = evidence.filter(({ kind }) => kinds.includes(kind))
    return pieces.length === 0 ? [] : [{ name, panel: () => <EvidencePieces evidence={pieces} /> }]
  })
}

/** Pieces of evidence under one another. */
export function EvidencePieces({ evidence }: { readonly evidence: readonly Evidence[] }): ReactElement {
  const measurements = evidence.filter(isKind('measurement'))
  return (
    <div className="pieces">
      {measurements.length === 0 ? null : <NumbersView measurements={measurements} />}
      {keyed(evidence, ({ kind }) => kind).map(({ key, item }) => (
        <Piece key={key} evidence={item} />
      ))}
    </div>
  )
}

function Piece({ evidence }: { readonly evidence: Evidence }): ReactElement | null {
  switch (evidence.kind) {
    case 'trial':
      return <TrialView evidence={evidence} />
    case 'exchange':
      return (
        <div className="exchanges piece" data-rows="">
          <ExchangeRow part="Exchange" evidence={evidence} isFirst />
        </div>
      )
    case 'path':
      return <PathView evidence={evidence} />
    case 'source':
    case 'configuration':
      return <LinesView evidence={evidence} />
    case 'inventory':
      return <InventoryView evidence={evidence} />
    case 'dependency':
      return <DependencyView evidence={evidence} />
    case 'statement':
      return <StatementView evidence={evidence} />
    case 'measurement':
      return null
  }
}
