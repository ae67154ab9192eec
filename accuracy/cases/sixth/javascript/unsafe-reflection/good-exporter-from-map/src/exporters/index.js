import csv from './csv.js'

const exporters = new Map([
  ['csv', csv],
  ['json', (rows) => JSON.stringify(rows)],
])

export async function exporterFor(format) {
  const exporter = exporters.get(format)
  if (!exporter) throw new RangeError('unknown format')
  return exporter
}
