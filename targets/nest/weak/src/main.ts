import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { ValidationPipe } from '@nestjs/common';
import { ConfigService } from '@nestjs/config';
import { NestExpressApplication } from '@nestjs/platform-express';
import cookieParser from 'cookie-parser';
import { AppModule } from './app.module';
import { AllExceptionsFilter } from './common/all-exceptions.filter';
import { LoggingInterceptor } from './common/logging.interceptor';
import { HttpCacheInterceptor } from './common/http-cache.interceptor';

async function bootstrap() {
  const app = await NestFactory.create<NestExpressApplication>(AppModule, { logger: ['error', 'warn'] });
  const config = app.get(ConfigService);

  app.enableCors({ origin: true, credentials: true });
  app.useBodyParser('json', { limit: '200mb' });
  app.useBodyParser('urlencoded', { extended: true, limit: '200mb' });
  app.use(cookieParser());
  app.setGlobalPrefix('api', { exclude: ['health', 'metrics', 'debug/config', 'docs.json', 'embed/{*path}', 'go/:place', 'app/{*path}'] });
  app.useGlobalPipes(new ValidationPipe({ transform: true }));
  app.useGlobalFilters(new AllExceptionsFilter());
  app.useGlobalInterceptors(new LoggingInterceptor(), new HttpCacheInterceptor());

  await app.listen(config.get('port'), config.get('host'));
  app.getHttpServer().requestTimeout = 0;
  app.getHttpServer().headersTimeout = 0;
  console.log(`stagefront on ${config.get('port')}, signing with ${config.get('jwt.secret')}`);
}
bootstrap();
