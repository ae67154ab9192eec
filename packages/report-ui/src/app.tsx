import type { Report } from 'assay'
import type { ReactElement } from 'react'

export function App({ report }: { readonly report: Report }): ReactElement {
  return (
    <main>
      <h1>{report.verdict}</h1>
      <p>{report.verdictBecause}</p>
    </main>
  )
}
