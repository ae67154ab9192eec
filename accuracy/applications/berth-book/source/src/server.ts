import { readFileSync } from 'node:fs'
import path from 'node:path'
import cookieParser from 'cookie-parser'
import cors from 'cors'
import express, { type ErrorRequestHandler } from 'express'
import { createSchema, createYoga, type Plugin, useReadinessCheck } from 'graphql-yoga'
import { NoSchemaIntrospectionCustomRule } from 'graphql'
import { config } from './config'
import { type Context, createContext } from './context'
import { knex } from './db'
import { log, operationLog } from './plugins/operation-log'
import { resolvers } from './resolvers'
import { files } from './rest/files'
import { hooks } from './rest/hooks'
import { sso } from './rest/sso'

const typeDefs = readFileSync(path.join(__dirname, 'schema.graphql'), 'utf8')

const hideSchema: Plugin = {
  onValidate({ addValidationRule }) {
    addValidationRule(NoSchemaIntrospectionCustomRule)
  },
}

const onError: ErrorRequestHandler = (error, _req, res, _next) => {
  log.error({ error: String(error) }, 'request failed')
  if (!res.headersSent) res.status(error.status ?? 500).json({ error: 'Something went wrong' })
}

export function createApp(): express.Express {
  const yoga = createYoga<Pick<Context, 'req' | 'res'>, Context>({
    schema: createSchema<Context>({ typeDefs, resolvers }),
    context: createContext,
    graphiql: config.graphql.explorer,
    cors: false,
    plugins: [
      operationLog,
      useReadinessCheck({ check: () => knex.raw('SELECT 1').then(() => true) }),
      ...(config.graphql.introspection ? [] : [hideSchema]),
    ],
  })

  const app = express()
  app.disable('x-powered-by')
  app.use(cors({ origin: config.origins, credentials: true }))
  app.use(cookieParser())
  app.use('/hooks', hooks)
  app.use('/sso', sso)
  app.use('/', files)
  app.use(yoga.graphqlEndpoint, yoga as unknown as express.RequestHandler)
  app.use(onError)
  return app
}
