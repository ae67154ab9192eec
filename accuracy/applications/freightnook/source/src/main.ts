import 'reflect-metadata'
import { randomUUID } from 'node:crypto'
import { ValidationPipe } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import type { NestExpressApplication } from '@nestjs/platform-express'
import express, { type NextFunction, type Request, type Response } from 'express'
import helmet from 'helmet'
import { AppModule } from './app.module.js'
import { config } from './config.js'

async function main() {
  const app = await NestFactory.create<NestExpressApplication>(AppModule, { bodyParser: false })
  app.disable('x-powered-by')
  app.set('trust proxy', 1)
  app.set('query parser', 'simple')
  app.use((_req: Request, res: Response, next: NextFunction) => {
    res.set({ 'X-Request-Id': randomUUID(), 'Cache-Control': 'no-store' })
    next()
  })
  app.use(helmet({ contentSecurityPolicy: { directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } } }))
  app.use(express.json({ limit: '64kb', strict: true }))
  app.use('/shipments/import', express.text({ type: 'application/xml', limit: '256kb' }))
  app.enableCors({ origin: config().webOrigin, credentials: false, methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'], allowedHeaders: ['authorization', 'content-type'] })
  app.useGlobalPipes(new ValidationPipe({ whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true, transform: true, validationError: { target: false, value: false } }))
  app.enableShutdownHooks(['SIGTERM', 'SIGINT'])
  const server = await app.listen(config().port)
  Object.assign(server, { requestTimeout: 30_000, headersTimeout: 10_000, keepAliveTimeout: 65_000 })
}

void main()
