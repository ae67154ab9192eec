import { table } from './lines-of.ts'

const EXPRESS = (value: string, template = 'store.templateOf(req.params.id)'): Readonly<Record<string, string>> => ({
  'fill.ts': `export function fill(template: string, context: Record<string, any>): string {
  return template.replace(/\\{\\{([^{}]+)\\}\\}/g, (_all, inner: string) => valueOf(inner.trim(), context))
}
function valueOf(expression: string, context: Record<string, any>): string {
  const names = Object.keys(context)
  return String(${value})
}
`,
  'app.ts': `import express from 'express'
import { fill } from './fill.ts'
import * as store from './store.ts'
const app = express()
app.post('/letters/:id', (req, res) => { res.send(fill(${template}, { name: 'x' })) })
`,
})
const RUN = 'new Function(...names, `return (${expression})`)(...Object.values(context))'
const FLASK = (value: string): string => `import re
from flask import Flask
from store import template_of
app = Flask(__name__)
def fill(template, context):
    return re.sub(r'\\{\\{(.+?)\\}\\}', lambda found: str(${value}), template)
@app.post('/letters/<int:number>')
def letter(number):
    return fill(template_of(number), {'name': 'x'})
`

table('template-run', [
  ['an expression that is made a function', EXPRESS(RUN), [6]],
  ['a path that is followed', EXPRESS("expression.split('.').reduce((at: any, name) => at?.[name], context)"), []],
  ['a template of the source', EXPRESS(RUN, "'Dear {{ name }}'"), []],
  ['an expression of Python that is evaluated', FLASK('eval(found.group(1), context)'), [6]],
  ['a name of Python that is looked up', FLASK('context.get(found.group(1))'), []],
])
