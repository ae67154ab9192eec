const fs = require('node:fs')
const Koa = require('koa')
const jwt = require('jsonwebtoken')

const key = fs.readFileSync(process.env.GATE_KEY_FILE)
const options = { audience: 'gate' }
options['algorithm'] = 'RS256'

const app = new Koa()

app.use(async (ctx, next) => {
  const token = ctx.get('authorization').replace(/^Bearer /, '')
  try {
    ctx.state.claims = jwt.verify(token, key, options)
  } catch {
    ctx.throw(401, 'sign in')
  }
  await next()
})

app.use((ctx) => {
  ctx.body = { open: ctx.state.claims.gates?.includes('north') === true }
})

app.listen(3000)
