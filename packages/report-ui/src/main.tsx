import type { Report } from 'assay'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import './styles/index.css'

const data = document.getElementById('report')
const root = document.getElementById('root')
if (data !== null && root !== null) {
  const report: Report = JSON.parse(data.textContent ?? '')
  // the title is what a bookmark and a printed page are called
  document.title = `${report.verdict} · proof ${Math.round(report.proof)} % · ${report.target.name} · assay`
  createRoot(root).render(<App report={report} />)
}
