export default function csv(rows) {
  const cell = (value) => `"${String(value ?? '').replace(/"/g, '""')}"`
  return rows.map((row) => Object.values(row).map(cell).join(',')).join('\n')
}
