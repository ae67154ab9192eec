import { table } from './lines-of.ts'

/** A forgotten password in layers. */
const EXPRESS = (none: string, handler = 'accounts.forgot(req.body.email)'): Readonly<Record<string, string>> => ({
  'errors.ts': `export class Problem extends Error { constructor(readonly status: number, text: string) { super(text) } }
export const gone = (what: string) => new Problem(404, \`\${what} is not there\`)
export const taken = (what: string) => new Problem(409, \`\${what} is taken\`)
`,
  'accounts.ts': `import { gone, taken } from './errors.ts'
import * as store from './store.ts'
export function forgot(email: string): void {
  const member = store.byEmail(email)
  ${none}
  store.saveCode(member.id)
}
`,
  'app.ts': `import express from 'express'
import * as accounts from './accounts.ts'
const app = express()
app.post('/auth/forgot-password', (req, res) => {
  ${handler}
  res.status(202).json({ message: 'If there is an account, a mail is on its way' })
})
`,
})
const FASTAPI = (none: string): Readonly<Record<string, string>> => ({
  'app.py': `from fastapi import FastAPI, HTTPException
from store import by_email, save_code
app = FastAPI()
@app.post('/auth/forgot-password')
def forgot(email: str):
    member = by_email(email)
    ${none}
    save_code(member.id)
    return {'message': 'a mail is on its way'}
`,
})

table('account-told', [
  ['an error of a function of the tree', EXPRESS("if (!member || member.closed) throw gone('It')"), [5]],
  ['nothing that is done', EXPRESS('if (!member) return'), []],
  ['another error', EXPRESS("if (!member) throw taken('It')"), []],
  ['an error that the handler keeps', EXPRESS("if (!member) throw gone('It')", 'try { accounts.forgot(req.body.email) } catch {}'), []],
  ['an error of FastAPI', FASTAPI('if member is None:\n        raise HTTPException(404)'), [7]],
  ['the same answer, in FastAPI', FASTAPI("if member is None:\n        return {'message': 'a mail is on its way'}"), []],
])
