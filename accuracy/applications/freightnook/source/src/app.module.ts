import { BullModule } from '@nestjs/bullmq'
import { Module } from '@nestjs/common'
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core'
import { JwtModule } from '@nestjs/jwt'
import { ThrottlerGuard, ThrottlerModule } from '@nestjs/throttler'
import { TypeOrmModule } from '@nestjs/typeorm'
import { Redis } from 'ioredis'
import { AdminController } from './admin/admin.controller.js'
import { Accounts } from './auth/accounts.js'
import { AuthController } from './auth/auth.controller.js'
import { Tokens } from './auth/tokens.js'
import { Carriers } from './carriers/carriers.js'
import { AccessGuard } from './common/access.js'
import { AuditInterceptor, TimeInterceptor } from './common/interceptors.js'
import { ProblemFilter } from './common/problems.js'
import { Tries } from './common/tries.js'
import { config } from './config.js'
import { Papers, PapersController } from './documents/papers.js'
import { Audit, Paper, PasswordLink, RefreshToken, Shipment, User } from './entities.js'
import { HealthController } from './health.controller.js'
import { Labels, LabelWorker } from './jobs/labels.js'
import { LetterWorker } from './jobs/letters.js'
import { ShipmentsController } from './shipments/shipments.controller.js'
import { Shipments } from './shipments/shipments.service.js'

const entities = [User, RefreshToken, PasswordLink, Shipment, Paper, Audit]
const claims = { issuer: 'freightnook', audience: 'freightnook-api' }

@Module({
  imports: [
    TypeOrmModule.forRootAsync({
      useFactory: () => ({
        type: 'postgres', url: config().databaseUrl, entities, synchronize: false, logging: false,
        ssl: { ca: config().databaseCa, rejectUnauthorized: true }, poolSize: 12, connectTimeoutMS: 4000,
        extra: { statement_timeout: 5000, idle_in_transaction_session_timeout: 10_000, connectionTimeoutMillis: 5000 },
      }),
    }),
    TypeOrmModule.forFeature(entities),
    JwtModule.registerAsync({
      useFactory: () => ({
        secret: config().accessKey,
        signOptions: { algorithm: 'HS256', expiresIn: '10m', ...claims },
        verifyOptions: { algorithms: ['HS256'], maxAge: '10m', ...claims },
      }),
    }),
    ThrottlerModule.forRoot([{ limit: 300, ttl: 60_000 }]),
    BullModule.forRootAsync({ useFactory: () => ({ connection: new Redis(config().redisUrl, { maxRetriesPerRequest: null, connectTimeout: 3000 }) as never }) }),
    BullModule.registerQueue({ name: 'letters' }, { name: 'labels' }),
  ],
  controllers: [HealthController, AuthController, ShipmentsController, PapersController, AdminController],
  providers: [
    Accounts, Tokens, Tries, Shipments, Papers, Carriers, Labels, LabelWorker, LetterWorker,
    { provide: APP_GUARD, useClass: ThrottlerGuard },
    { provide: APP_GUARD, useClass: AccessGuard },
    { provide: APP_INTERCEPTOR, useClass: TimeInterceptor },
    { provide: APP_INTERCEPTOR, useClass: AuditInterceptor },
    { provide: APP_FILTER, useClass: ProblemFilter },
  ],
})
export class AppModule {}
