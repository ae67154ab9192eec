import { table } from './lines-of.ts'

const EXPRESS = (value: string, more = ''): Readonly<Record<string, string>> => ({
  'config.ts': `export const config = {\n  port: 80,\n  showErrors: false,\n  verboseErrors: ${value},\n}\n`,
  'app.ts': `import express from 'express'
import { config } from './config.ts'
const app = express()
${more}app.use((error, req, res, next) => {
  const detail = config.verboseErrors ? { name: error.name, stack: error.stack } : {}
  res.status(500).json({ error: 'failed', ...detail })
})
`,
})

table('stack-trace-response', [
  ['a trace unless a variable turns it off', EXPRESS("process.env.VERBOSE_ERRORS !== 'no'"), [6]],
  ['a trace with a default', EXPRESS("(process.env.VERBOSE_ERRORS ?? 'on') === 'on'"), [6]],
  ['a trace that is always on', EXPRESS('true'), [6]],
  ['a trace that a variable turns on', EXPRESS("process.env.VERBOSE_ERRORS === 'yes'"), []],
  ['a trace that is off', EXPRESS('false'), []],
  ['a trace outside production', EXPRESS("process.env.NODE_ENV !== 'production'"), []],
  ['a trace that something else decides', EXPRESS('flags.verbose'), []],
  ['a switch that is set again', EXPRESS("process.env.VERBOSE_ERRORS !== 'no'", 'config.verboseErrors = isLocal()\n'), []],
])

const HONO = (read: string, path = '/me'): Readonly<Record<string, string>> => ({
  'app.ts': `import { Hono } from 'hono'\nconst app = new Hono()\napp.get('${path}', (c) => {\n  const token = ${read}\n  return c.json(find(token))\n})\n`,
})

table('secret-in-url', [
  ['a token of the address', HONO("c.req.header('authorization') ?? c.req.query('access_token')"), [4]],
  ['a token of a header', HONO("c.req.header('authorization')"), []],
  ['another word of the address', HONO("c.req.query('page')"), []],
  ['a token that is good once', HONO("c.req.query('token')", '/invitations/confirm'), []],
])
