import { exec, execFile } from 'node:child_process'
import express from 'express'
import cookieParser from 'cookie-parser'

const app = express()
app.use(cookieParser())

app.get('/mirror', (req, res) => {
  const branch = Buffer.from(req.cookies.branch ?? 'bWFpbg==', 'base64').toString('utf8')

  const answer = (error, stdout) => {
    if (error) {
      res.status(502).json({ error: 'no answer of the mirror' })
      return
    }
    res.json({ heads: stdout.split('\n').filter(Boolean).slice(0, 20) })
  }

  execFile('git', ['-C', '/srv/mirror', 'ls-remote', '--heads', '--', 'origin', branch], { timeout: 10000 }, answer)
})

app.listen(3000)
