import 'reflect-metadata';
import { ConsoleLogger, Logger } from '@nestjs/common';
import { ConfigService } from '@nestjs/config';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Server } from 'node:http';
import { AppModule } from './app.module';
import { configureHttp } from './common/http';
import type { Settings } from './config/settings';

const DRAIN_MS = 10_000;

async function bootstrap(): Promise<void> {
  const app = await NestFactory.create<NestExpressApplication>(AppModule, {
    logger: new ConsoleLogger({ json: true, colors: false, logLevels: ['log', 'warn', 'error', 'fatal'] }),
    bodyParser: false,
    rawBody: true,
  });
  const settings = app.get<ConfigService<Settings, true>>(ConfigService);
  configureHttp(app, settings.get('proxies', { infer: true }), settings.get('allowedOrigins', { infer: true }));
  app.enableShutdownHooks();

  const server = app.getHttpServer() as Server;
  server.requestTimeout = 15_000;
  server.headersTimeout = 10_000;
  server.keepAliveTimeout = 65_000;
  server.maxRequestsPerSocket = 10_000;
  server.setTimeout(20_000);
  process.once('SIGTERM', () => setTimeout(() => server.closeAllConnections(), DRAIN_MS).unref());

  await app.listen(settings.get('port', { infer: true }), settings.get('host', { infer: true }));
  new Logger('Bootstrap').log({ event: 'started', port: settings.get('port', { infer: true }) });
}

bootstrap().catch((error: unknown) => {
  new Logger('Bootstrap').fatal(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
