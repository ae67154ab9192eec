import { Module } from '@nestjs/common';
import { ConfigModule, ConfigService } from '@nestjs/config';
import { APP_FILTER, APP_GUARD, APP_PIPE } from '@nestjs/core';
import { ThrottlerModule } from '@nestjs/throttler';
import { AdminModule } from './admin/admin.module';
import { AuthModule } from './auth/auth.module';
import { AuthGuard } from './common/auth.guard';
import { CommonModule } from './common/common.module';
import { isUntight, LimitGuard } from './common/limit.guard';
import { ProblemFilter } from './common/problem.filter';
import { RolesGuard } from './common/roles.guard';
import { StrictValidationPipe } from './common/validation';
import { type Settings, validateEnvironment } from './config/settings';
import { CouponsModule } from './coupons/coupons.module';
import { DatabaseModule } from './database/database.module';
import { EventsModule } from './events/events.module';
import { FilesModule } from './files/files.module';
import { NotificationsModule } from './notifications/notifications.module';
import { OpsModule } from './ops/ops.module';
import { OrdersModule } from './orders/orders.module';
import { PagesModule } from './pages/pages.module';
import { PaymentsModule } from './payments/payments.module';
import { SearchModule } from './search/search.module';
import { UsersModule } from './users/users.module';

@Module({
  imports: [
    ConfigModule.forRoot({ isGlobal: true, ignoreEnvFile: true, validate: validateEnvironment }),
    ThrottlerModule.forRootAsync({
      inject: [ConfigService],
      useFactory: (settings: ConfigService<Settings, true>) => ({
        setHeaders: false,
        throttlers: [
          { name: 'burst', ttl: 2000, limit: settings.get('requestBurst', { infer: true }), blockDuration: 0 },
          { name: 'minute', ttl: 60_000, limit: settings.get('requestsPerMinute', { infer: true }), blockDuration: 0 },
          { name: 'sensitive', ttl: 60_000, limit: settings.get('sensitiveRequestsPerMinute', { infer: true }), blockDuration: 0, skipIf: isUntight },
        ],
      }),
    }),
    CommonModule,
    DatabaseModule,
    AuthModule,
    UsersModule,
    EventsModule,
    OrdersModule,
    CouponsModule,
    PaymentsModule,
    FilesModule,
    SearchModule,
    NotificationsModule,
    AdminModule,
    OpsModule,
    PagesModule,
  ],
  providers: [
    { provide: APP_FILTER, useClass: ProblemFilter },
    { provide: APP_PIPE, useClass: StrictValidationPipe },
    // In this order: the limit counts what is refused as well, and every route that is not marked public needs a principal.
    { provide: APP_GUARD, useClass: LimitGuard },
    { provide: APP_GUARD, useClass: AuthGuard },
    { provide: APP_GUARD, useClass: RolesGuard },
  ],
})
export class AppModule {}
