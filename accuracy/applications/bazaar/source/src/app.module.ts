import { Controller, Get, Inject, Module, OnApplicationShutdown, ServiceUnavailableException, ValidationPipe } from '@nestjs/common';
import { ConfigModule, ConfigService } from '@nestjs/config';
import { APP_FILTER, APP_GUARD, APP_PIPE } from '@nestjs/core';
import { JwtModule } from '@nestjs/jwt';
import { TypeOrmModule } from '@nestjs/typeorm';
import Redis from 'ioredis';
import { LoggerModule } from 'nestjs-pino';
import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { AuthController } from './auth/auth.controller';
import { AuthService } from './auth/auth.service';
import { Public } from './common/decorators';
import { ErrorsFilter } from './common/errors.filter';
import { AccessTokenGuard, RateLimitGuard, REDIS, RolesGuard } from './common/guards';
import { Env, validateEnv } from './config';
import { Listing, Order, RefreshSession, User } from './entities';
import { ListingsController } from './listings/listings.controller';
import { ListingsService } from './listings/listings.service';
import { OrdersController, PaymentsController } from './orders/orders.controller';
import { OrdersService } from './orders/orders.service';

type Config = ConfigService<Env, true>;
const ENTITIES = [User, RefreshSession, Listing, Order];

@Controller('health')
@Public()
export class HealthController {
  constructor(private readonly dataSource: DataSource) {}

  @Get()
  async check(): Promise<{ status: string }> {
    try {
      await this.dataSource.query('SELECT 1');
    } catch (cause) {
      throw new ServiceUnavailableException('unavailable', { cause });
    }
    return { status: 'ok' };
  }
}

@Module({
  imports: [
    ConfigModule.forRoot({ isGlobal: true, cache: true, validate: validateEnv }),
    LoggerModule.forRoot({
      pinoHttp: {
        genReqId: () => randomUUID(),
        redact: ['req.headers.authorization', 'req.headers.cookie', 'res.headers["set-cookie"]'],
        autoLogging: { ignore: (req) => req.url === '/health' },
      },
    }),
    TypeOrmModule.forRootAsync({
      inject: [ConfigService],
      useFactory: (config: Config) => ({
        type: 'postgres',
        url: config.get('DATABASE_URL'),
        entities: ENTITIES,
        synchronize: false,
        logging: false,
        extra: { max: 15, connectionTimeoutMillis: 5000, statement_timeout: 15_000, idle_in_transaction_session_timeout: 20_000 },
      }),
    }),
    TypeOrmModule.forFeature(ENTITIES),
    JwtModule.registerAsync({
      inject: [ConfigService],
      useFactory: (config: Config) => ({
        secret: config.get('ACCESS_TOKEN_SECRET'),
        signOptions: { algorithm: 'HS256', expiresIn: '10m', issuer: 'bazaar', audience: 'bazaar-api' },
        verifyOptions: { algorithms: ['HS256'], issuer: 'bazaar', audience: 'bazaar-api', maxAge: '10m' },
      }),
    }),
  ],
  controllers: [HealthController, AuthController, ListingsController, OrdersController, PaymentsController],
  providers: [
    AuthService,
    ListingsService,
    OrdersService,
    {
      provide: REDIS,
      inject: [ConfigService],
      useFactory: (config: Config) =>
        new Redis(config.get('REDIS_URL'), { connectTimeout: 3000, commandTimeout: 2000, maxRetriesPerRequest: 2 }),
    },
    { provide: APP_GUARD, useClass: RateLimitGuard },
    { provide: APP_GUARD, useClass: AccessTokenGuard },
    { provide: APP_GUARD, useClass: RolesGuard },
    { provide: APP_FILTER, useClass: ErrorsFilter },
    {
      provide: APP_PIPE,
      useFactory: () => new ValidationPipe({ whitelist: true, forbidNonWhitelisted: true, transform: true, validationError: { target: false, value: false } }),
    },
  ],
})
export class AppModule implements OnApplicationShutdown {
  constructor(@Inject(REDIS) private readonly redis: Redis) {}

  async onApplicationShutdown(): Promise<void> {
    await this.redis.quit();
  }
}
