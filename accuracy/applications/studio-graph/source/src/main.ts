import { ValidationPipe } from '@nestjs/common';
import { ConfigService } from '@nestjs/config';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import helmet from 'helmet';
import { AppModule } from './app.module';
import type { Environment } from './common/environment';

async function bootstrap(): Promise<void> {
  const app = await NestFactory.create<NestExpressApplication>(AppModule);
  const config = app.get<ConfigService<Environment, true>>(ConfigService);
  app.set('trust proxy', config.get('TRUST_PROXY_HOPS'));
  app.useBodyParser('json', { limit: '64kb' });
  app.use(helmet());
  app.enableCors({ origin: config.get<string>('CORS_ORIGINS').split(','), credentials: false });
  app.useGlobalPipes(new ValidationPipe({ whitelist: true, forbidNonWhitelisted: true, transform: true }));
  app.enableShutdownHooks();
  const server = await app.listen(config.get('PORT'));
  server.requestTimeout = 30_000;
}

void bootstrap();
