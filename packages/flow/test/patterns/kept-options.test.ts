import { expect, it } from 'vitest'
import type { PatternKind } from '../../src/facts.ts'
import { analysisOf } from '../routes/routes-of.ts'

const EXPRESS = (config: string, use: string): Record<string, string> => ({
  'config.js': `const fs = require('fs')\n${config}\n`,
  'app.js': `const express = require('express')\nconst session = require('express-session')\nconst config = require('./config')\nconst app = express()\napp.use(${use})\n`,
})
const OPTIONS = (secret: string, cookie: string): string => `{ secret: ${secret}, resave: false, cookie: { secure: true, ${cookie} } }`
const KOA = (config: string, use: string): Record<string, string> => ({
  'src/config.js': `export default ${config}\n`,
  'src/app.js': `import Koa from 'koa'\nimport session from 'koa-session'\nimport config from './config.js'\nexport const app = new Koa()\n${use}\n`,
})

it.each<[string, Record<string, string>, PatternKind, string | null]>([
  [
    'a secret of the configuration',
    EXPRESS(`module.exports = { session: ${OPTIONS("'fold-the-left-side'", '')} }`, 'session(config.session)'),
    'hardcoded-secret',
    'config.js',
  ],
  [
    'a secret that is spread into the options',
    EXPRESS(`exports.session = ${OPTIONS("'fold-the-left-side'", '')}`, 'session({ ...config.session, name: "sid" })'),
    'hardcoded-secret',
    'config.js',
  ],
  [
    'a secret of a function that makes the options',
    EXPRESS(`module.exports = { options: () => (${OPTIONS("'fold-the-left-side'", '')}) }`, 'session(config.options())'),
    'hardcoded-secret',
    'config.js',
  ],
  [
    'a secret of a frozen configuration',
    EXPRESS(`module.exports = Object.freeze({ session: ${OPTIONS("process.env.KEY || 'fold-the-side'", '')} })`, 'session(config.session)'),
    'config-fallback-secret',
    'config.js',
  ],
  [
    'a secret of the environment',
    EXPRESS(`module.exports = { session: ${OPTIONS('process.env.KEY', 'httpOnly: true')} }`, 'session(config.session)'),
    'hardcoded-secret',
    null,
  ],
  [
    'a secret of a file',
    EXPRESS(`module.exports = { session: ${OPTIONS("fs.readFileSync('/run/key', 'utf8')", '')} }`, 'session(config.session)'),
    'hardcoded-secret',
    null,
  ],
  [
    'a cookie for scripts in the configuration',
    EXPRESS(`module.exports = { session: ${OPTIONS('process.env.KEY', 'httpOnly: false')} }`, 'session(config.session)'),
    'insecure-cookie',
    'config.js',
  ],
  [
    'a cookie with its flags in the configuration',
    EXPRESS(`module.exports = { session: ${OPTIONS('process.env.KEY', 'httpOnly: true')} }`, 'session(config.session)'),
    'insecure-cookie',
    null,
  ],
  ['keys of the configuration', KOA("{ keys: ['curtain-up-2019'] }", 'app.keys = config.keys'), 'hardcoded-secret', 'src/config.js'],
  ['keys in place', KOA('{}', "app.keys = ['curtain-up-2019']"), 'hardcoded-secret', 'src/app.js'],
  ['keys of the environment', KOA('{ keys: [process.env.KEY] }', 'app.keys = config.keys'), 'hardcoded-secret', null],
  ['keys of something else', KOA("{ keys: ['curtain-up-2019'] }", 'menu.keys = config.keys'), 'hardcoded-secret', null],
  [
    'a session that nobody signs',
    KOA("{ session: { key: 'sid', signed: false } }", 'app.use(session(config.session, app))'),
    'jwt-not-verified',
    'src/config.js',
  ],
  [
    'a session that nobody signs, in place',
    KOA('{}', "app.use(session({ key: 'sid', signed: false }, app))"),
    'jwt-not-verified',
    'src/app.js',
  ],
  [
    'an unsigned name of a session that is kept elsewhere',
    KOA(
      "{ session: { key: 'sid', signed: false } }",
      "import { store } from './store.js'\napp.use(session({ ...config.session, store }, app))",
    ),
    'jwt-not-verified',
    null,
  ],
  ['a session that is signed', KOA("{ session: { key: 'sid' } }", 'app.use(session(config.session, app))'), 'jwt-not-verified', null],
])('%s', async (_name, files, kind, file) => {
  const { patterns } = await analysisOf(files)
  expect(patterns.filter((one) => one.kind === kind).map(({ place }) => place.file)).toEqual(file === null ? [] : [file])
})
