import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { analyseSource } from '../src/analyse-source.ts'
import { Engine } from '../src/engine/engine.ts'
import { functionAt } from '../src/engine/program.ts'
import { readPatterns } from '../src/patterns/read-patterns.ts'
import { createReader } from '../src/routes/reader.ts'
import { analyseTexts, programOf } from './engine/analyse-texts.ts'

it('asks no table for what every object has', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'assay-names-'))
  const names = ['constructor', 'toString', 'valueOf', 'hasOwnProperty', '__proto__', 'isPrototypeOf']
  const js = names.map((name) => `  a = ${name}(a); a = a.${name}(a); app.${name}('/x', a); new ${name}()\n`).join('')
  const py = names.map((name) => `    a = ${name}(a)\n    a = a.${name}(a)\n`).join('')
  try {
    writeFileSync(
      join(folder, 'app.js'),
      `const express = require('express')\nconst app = express()\napp.get('/a', (req, res) => {\n  let a = req.query.a\n${js}  eval(req.query.b)\n  res.send(a)\n})\n`,
    )
    writeFileSync(
      join(folder, 'app.py'),
      `from flask import Flask, request\napp = Flask(__name__)\n@app.constructor('/x')\n@app.route('/b')\ndef b():\n    a = request.args['a']\n${py}    eval(request.args['b'])\n    return a\n`,
    )
    const { files, paths } = await analyseSource({ root: folder })
    expect(files.map(({ outcome }) => outcome)).toEqual(['analysed', 'analysed'])
    expect(paths.filter(({ kind }) => kind === 'code-injection')).toHaveLength(2)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

const program = () => programOf({ 'app.js': 'eval(1)\nMath.random()\n' })

it('ends one beginning, not the analysis, when the engine fails', () => {
  const engine = new Engine(program())
  const [module] = engine.program.modules
  if (module === undefined) throw new Error('nothing was lowered')
  let reached = false
  engine.contain(() => {
    engine.frame(module, functionAt(module, 0))
    engine.depth = 7
    throw new TypeError('name is not a text')
  })
  engine.contain(() => {
    reached = true
  })
  expect(reached).toBe(true)
  expect(engine.depth).toBe(0)
  expect([...engine.limits.values()].map(({ because }) => because)).toEqual(['the analysis failed near it (name is not a text)'])
})

it('tells where a pattern could not be looked for', () => {
  const { denoter } = new Engine(program())
  const reader = createReader(denoter, () => {
    throw new Error('no text')
  })
  const { failures } = readPatterns(reader, [])
  expect(failures[0]?.because).toBe('a pattern could not be looked for (no text)')
})

it('follows calls as deep below a long chain of imports as anywhere', () => {
  const imported = Array.from({ length: 60 }, (_, at): [string, string] => [
    `m${at}.py`,
    at === 59 ? 'from chain import f0\nf0("ls")\n' : `from m${at + 1} import *\n`,
  ])
  const calls = Array.from({ length: 40 }, (_, at) => `def f${at}(x):\n    ${at === 39 ? 'eval(x)' : `f${at + 1}(x)`}\n`).join('')
  const route = 'from flask import request\nimport m0\nfrom chain import f0\n@app.route("/a")\ndef a():\n    f0(request.args["a"])\n'
  const { limits, paths } = analyseTexts({ ...Object.fromEntries(imported), 'chain.py': calls, 'zz.py': route })
  expect([...limits]).toEqual([])
  expect(paths.map(({ kind }) => kind)).toContain('code-injection')
})
