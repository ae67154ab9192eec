import { randomUUID } from 'node:crypto';
import { Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import { ScheduleModule } from '@nestjs/schedule';
import { ThrottlerGuard, ThrottlerModule } from '@nestjs/throttler';
import { LoggerModule } from 'nestjs-pino';
import { PolicyGuard } from './access/policy.js';
import { BidsController } from './bids/bids.controller.js';
import { Bids } from './bids/bids.service.js';
import { Audit } from './common/audit.service.js';
import { OriginGuard } from './common/origin.guard.js';
import { ProblemFilter } from './common/problem.filter.js';
import { DatabaseModule } from './db/database.js';
import { DocumentsController } from './documents/documents.controller.js';
import { Feeds } from './feeds/feeds.service.js';
import { HealthController } from './health/health.controller.js';
import { IdentityController } from './identity/identity.controller.js';
import { Oidc } from './identity/oidc.service.js';
import { Sessions } from './identity/session.service.js';
import { OrganisationController } from './organisation/organisation.controller.js';
import { TendersController } from './tenders/tenders.controller.js';
import { Tenders } from './tenders/tenders.service.js';

@Module({
  imports: [
    DatabaseModule,
    ScheduleModule.forRoot(),
    ThrottlerModule.forRoot([{ name: 'default', limit: 240, ttl: 60_000 }]),
    LoggerModule.forRoot({
      pinoHttp: {
        level: process.env.LOG_LEVEL ?? 'info',
        genReqId: () => randomUUID(),
        redact: ['req.headers.cookie', 'req.headers.authorization', 'res.headers["set-cookie"]'],
        serializers: { req: (req) => ({ id: req.id, method: req.method, path: String(req.url).split('?', 1)[0] }) },
      },
    }),
  ],
  controllers: [IdentityController, BidsController, TendersController, DocumentsController, OrganisationController, HealthController],
  providers: [
    Audit,
    Bids,
    Feeds,
    Oidc,
    Sessions,
    Tenders,
    { provide: APP_FILTER, useClass: ProblemFilter },
    { provide: APP_GUARD, useClass: ThrottlerGuard },
    { provide: APP_GUARD, useClass: OriginGuard },
    { provide: APP_GUARD, useClass: PolicyGuard },
  ],
})
export class AppModule {}
