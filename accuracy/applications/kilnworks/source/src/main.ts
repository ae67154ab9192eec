import { ValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import helmet from 'helmet';
import { AppModule } from './app.module';
import { AllErrorsFilter } from './common/all-errors.filter';

async function bootstrap() {
  const app = await NestFactory.create(AppModule);
  app.use(helmet());
  app.enableCors({ origin: true, credentials: true });
  app.useGlobalPipes(new ValidationPipe({ whitelist: true, transform: true }));
  app.useGlobalFilters(new AllErrorsFilter());
  app.enableShutdownHooks();

  const description = new DocumentBuilder().setTitle('Kilnworks').addBearerAuth().build();
  SwaggerModule.setup('docs', app, SwaggerModule.createDocument(app, description));

  await app.listen(process.env.PORT ?? 3000);
}

void bootstrap();
