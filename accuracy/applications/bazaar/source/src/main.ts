import 'reflect-metadata';
import { ConfigService } from '@nestjs/config';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import cookieParser from 'cookie-parser';
import helmet from 'helmet';
import { Logger } from 'nestjs-pino';
import { AppModule } from './app.module';
import { Env } from './config';

async function bootstrap(): Promise<void> {
  const app = await NestFactory.create<NestExpressApplication>(AppModule, { bufferLogs: true, rawBody: true });
  const config = app.get<ConfigService<Env, true>>(ConfigService);
  app.useLogger(app.get(Logger));
  app.set('trust proxy', config.get('TRUSTED_PROXIES'));
  app.useBodyParser('json', { limit: '100kb' });
  app.use(helmet());
  app.use(cookieParser());
  app.enableCors({ origin: config.get<string[]>('WEB_ORIGINS'), credentials: true, maxAge: 600 });
  app.enableShutdownHooks();
  const server = await app.listen(config.get('PORT'), '0.0.0.0');
  server.requestTimeout = 30_000;
  server.headersTimeout = 10_000;
}

bootstrap().catch((error: unknown) => {
  console.error('start failed:', error instanceof Error ? error.message : 'unknown');
  process.exitCode = 1;
});
