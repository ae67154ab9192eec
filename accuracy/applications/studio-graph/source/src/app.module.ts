import { ThrottlerStorageRedisService } from '@nest-lab/throttler-storage-redis';
import { ApolloDriver, ApolloDriverConfig } from '@nestjs/apollo';
import { BullModule } from '@nestjs/bullmq';
import { Global, HttpException, Module } from '@nestjs/common';
import { ConfigModule, ConfigService } from '@nestjs/config';
import { APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { GraphQLModule } from '@nestjs/graphql';
import { JwtModule } from '@nestjs/jwt';
import { ThrottlerModule } from '@nestjs/throttler';
import type { Request } from 'express';
import { GraphQLError } from 'graphql';
import depthLimit from 'graphql-depth-limit';
import { Redis } from 'ioredis';
import { AuthGuard } from './auth/auth.guard';
import { AuthResolver } from './auth/auth.resolver';
import { BookingsResolver } from './bookings/bookings.resolver';
import { BookingsService } from './bookings/bookings.service';
import { HoldsProcessor } from './bookings/holds.processor';
import { Environment, validate } from './common/environment';
import { HealthController } from './common/health.controller';
import { contextFor } from './common/loaders';
import { PrismaService } from './common/prisma.service';
import { rootFields } from './common/root-fields.rule';
import { AccountThrottle, GraphqlThrottlerGuard, REDIS } from './common/throttling.guard';
import { TimingInterceptor } from './common/timing.interceptor';

type Config = ConfigService<Environment, true>;

@Global()
@Module({ providers: [PrismaService], exports: [PrismaService] })
class PrismaModule {}

@Module({
  imports: [
    PrismaModule,
    ConfigModule.forRoot({ isGlobal: true, validate }),
    JwtModule.registerAsync({
      inject: [ConfigService],
      useFactory: (config: Config) => ({
        secret: config.get('JWT_SECRET'),
        signOptions: { algorithm: 'HS256', expiresIn: '30m', issuer: 'studio', audience: 'studio-api' },
        verifyOptions: { algorithms: ['HS256'], issuer: 'studio', audience: 'studio-api' },
      }),
    }),
    ThrottlerModule.forRootAsync({
      inject: [ConfigService],
      useFactory: (config: Config) => ({
        throttlers: [{ name: 'default', ttl: 60_000, limit: 200 }],
        storage: new ThrottlerStorageRedisService(config.get<string>('REDIS_URL')),
      }),
    }),
    BullModule.forRootAsync({
      inject: [ConfigService],
      useFactory: (config: Config) => ({
        connection: { url: config.get('REDIS_URL') },
        defaultJobOptions: { attempts: 5, backoff: { type: 'exponential', delay: 1000 }, removeOnComplete: true, removeOnFail: 1000 },
      }),
    }),
    BullModule.registerQueue({ name: 'holds' }),
    GraphQLModule.forRootAsync<ApolloDriverConfig>({
      driver: ApolloDriver,
      inject: [ConfigService, PrismaService],
      useFactory: (config: Config, prisma: PrismaService) => {
        const local = config.get('NODE_ENV') === 'development';
        return {
          autoSchemaFile: true,
          playground: false,
          introspection: local,
          csrfPrevention: true,
          allowBatchedHttpRequests: false,
          includeStacktraceInErrorResponses: false,
          validationRules: [depthLimit(5), rootFields],
          context: ({ req }: { req: Request }) => contextFor(prisma, req),
          formatError: (formatted, error) => {
            const original = error instanceof GraphQLError ? error.originalError : undefined;
            const expected = original ? original instanceof HttpException : formatted.extensions?.code !== 'INTERNAL_SERVER_ERROR';
            return expected ? { message: formatted.message, path: formatted.path } : { message: 'Something went wrong' };
          },
        };
      },
    }),
  ],
  controllers: [HealthController],
  providers: [
    { provide: REDIS, inject: [ConfigService], useFactory: (config: Config) => new Redis(config.get('REDIS_URL')) },
    AccountThrottle,
    AuthResolver,
    BookingsResolver,
    BookingsService,
    HoldsProcessor,
    { provide: APP_GUARD, useClass: GraphqlThrottlerGuard },
    { provide: APP_GUARD, useClass: AuthGuard },
    { provide: APP_INTERCEPTOR, useClass: TimingInterceptor },
  ],
})
export class AppModule {}
