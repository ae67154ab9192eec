import type { Report } from 'assay'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import './styles.css'

const data = document.getElementById('report')
const root = document.getElementById('root')
if (data !== null && root !== null) {
  const report: Report = JSON.parse(data.textContent ?? '')
  createRoot(root).render(<App report={report} />)
}
