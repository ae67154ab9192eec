import { table } from './lines-of.ts'

const APP = (fields: string, written = 'fields'): Readonly<Record<string, string>> => ({
  'log.ts': `function write(level: string, message: string, fields: Record<string, unknown>): void {
  process.stdout.write(\`\${JSON.stringify({ level, message, ...${written} })}\\n\`)
}
export const log = { warn: (message: string, fields: Record<string, unknown> = {}) => write('warn', message, fields) }
`,
  'app.ts': `import express from 'express'
import { log } from './log.ts'
const app = express()
app.use(express.json())
app.post('/login', (req, res) => {
  log.warn('request', ${fields})
  res.json({})
})
`,
})

table('sensitive-log-pattern', [
  ['a body, by a logger of the tree', APP('{ path: req.path, body: req.body }'), [6]],
  ['a path, by a logger of the tree', APP('{ path: req.path }'), []],
  ['a body, by a logger that takes secrets out', APP('{ body: req.body }', 'redacted(fields)'), []],
])
