import 'reflect-metadata'
import { randomUUID } from 'node:crypto'
import type { Server } from 'node:http'
import { Logger } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import type { NestExpressApplication } from '@nestjs/platform-express'
import type { NextFunction, Response } from 'express'
import helmet from 'helmet'
import type { Visitor } from './access/decorators'
import { AppModule } from './app.module'
import { config } from './config'

const requests = new Logger('Request')

/** Numbers each request and logs its route, never its body, headers or query. */
function numbered(req: Visitor, res: Response, next: NextFunction) {
  req.number = randomUUID()
  res.setHeader('x-request-number', req.number)
  res.setHeader('cache-control', 'no-store')
  const started = Date.now()
  res.on('finish', () => requests.log(`${req.number} ${req.method} ${req.route?.path ?? '-'} ${res.statusCode} ${Date.now() - started}ms ${req.me?.id ?? '-'}`))
  next()
}

async function main() {
  const app = await NestFactory.create<NestExpressApplication>(AppModule, { bodyParser: false, rawBody: true })
  app.set('trust proxy', 1)
  app.set('query parser', 'simple')
  app.disable('x-powered-by')
  app.use(numbered)
  app.use(helmet({ contentSecurityPolicy: { directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } } }))
  app.enableCors({ origin: config.WEB_ORIGIN, methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'], allowedHeaders: ['authorization', 'content-type'], maxAge: 600 })
  app.useBodyParser('json', { limit: '64kb', strict: true })
  app.enableShutdownHooks()

  const server: Server = app.getHttpServer()
  server.requestTimeout = 30_000
  server.headersTimeout = 10_000
  server.keepAliveTimeout = 65_000
  await app.listen(config.PORT)
}

main().catch((err: Error) => {
  new Logger('Main').fatal(err.message)
  process.exit(1)
})
