import { NestFactory } from '@nestjs/core'
import session from 'express-session'
import { AppModule } from './app.module'
import { sessionOptions } from './session.config'

async function start(): Promise<void> {
  const app = await NestFactory.create(AppModule)
  app.use(session(sessionOptions()))
  await app.listen(3000)
}

void start()
