import { table } from './lines-of.ts'

const APP = (options: string, value: string): Readonly<Record<string, string>> => ({
  'app.ts': `import express from 'express'
import { signIn } from './accounts.ts'
const app = express()
const options = ${options}
app.post('/login', async (req, res) => {
  const session = await signIn(req.body.email, req.body.password)
  res.cookie('kite_rt', ${value}, options)
  res.json({})
})
`,
})

table('insecure-cookie', [
  ['a part of the session', APP("{ sameSite: 'lax', path: '/' }", 'session.refresh'), [7]],
  ['a part of the session, kept', APP("{ httpOnly: true, secure: true, sameSite: 'lax' }", 'session.refresh'), []],
  ['a colour', APP("{ sameSite: 'lax', path: '/' }", 'session.colour'), []],
])
