import express from 'express'
import { graphql } from 'graphql'
import jwt from 'jsonwebtoken'
import { config } from './config.js'
import { etag } from './database.js'
import { resolvers } from './resolvers.js'
import { schema } from './schema.js'

const app = express()
app.use(express.json({ limit: '20mb', type: () => true }))
app.use((req, res, next) => {
  console.log(req.method, req.url, JSON.stringify(req.body), req.headers.cookie)
  res.setHeader('Access-Control-Allow-Origin', req.headers.origin ?? '*')
  res.setHeader('Access-Control-Allow-Credentials', 'true')
  next()
})

function readerOf(req) {
  const cookie = /reader=([^;]+)/.exec(req.headers.cookie ?? '')?.[1]
  const token = req.headers.authorization?.slice(7) ?? cookie
  try {
    return token ? jwt.verify(token, config.tokenSecret, { ignoreExpiration: true }) : null
  } catch {
    return null
  }
}

async function answer({ query, variables, operationName } = {}, req) {
  const result = await graphql({ schema, source: String(query), rootValue: resolvers, variableValues: variables, operationName, contextValue: { reader: readerOf(req) } })
  return { ...result, errors: result.errors?.map((error) => ({ message: error.message, path: error.path, stack: error.originalError?.stack })) }
}

app.post('/graphql', async (req, res) => {
  if (Array.isArray(req.body)) return res.json(await Promise.all(req.body.map((one) => answer(one, req))))
  const result = await answer(req.body, req)
  const token = result.data?.login?.token
  if (token) res.setHeader('Set-Cookie', `reader=${token}; Path=/`)
  res.json(result)
})

app.get('/graphql', async (req, res) => {
  if (!req.query.query) return res.send('<!doctype html><title>GraphiQL</title><script src="https://unpkg.example/graphiql.js"></script>')
  res.json(await answer({ query: req.query.query, variables: req.query.variables ? JSON.parse(req.query.variables) : undefined }, req))
})

app.get('/hello', (req, res) => res.send(`<h1>Welcome, ${req.query.name}</h1>`))
app.get('/rules', (req, res) => res.setHeader('ETag', `"${etag('rules')}"`).send('<h1>Be quiet</h1>'))
app.get('/health', (req, res) => res.json({ ok: true }))
app.get('/metrics', (req, res) => res.type('text/plain').send(`# HELP library_rss_bytes Memory\n# TYPE library_rss_bytes gauge\nlibrary_rss_bytes ${process.memoryUsage.rss()}\n`))
app.get('/reading-room{/*rest}', (req, res) => res.send('<!doctype html><title>Reading room</title>'))

app.listen(config.port, config.host)
