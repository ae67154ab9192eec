import { Module } from '@nestjs/common'
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core'
import { BudgetGuard, IdentityGuard, RightsGuard } from './access/guards'
import { AlertsController, AlertsService } from './alerts/alerts'
import { AuthController } from './auth/auth.controller'
import { AuthService } from './auth/auth.service'
import { DevicesController, DevicesService } from './devices/devices'
import { PeopleController } from './people/people.controller'
import { PeopleService } from './people/people.service'
import { BudgetService } from './platform/budget.service'
import { Courier } from './platform/courier'
import { DeadlineInterceptor, PresentInterceptor } from './platform/interceptors'
import { PrismaService } from './platform/prisma.service'
import { ProbesController } from './platform/probes.controller'
import { ProblemFilter } from './platform/problem.filter'
import { ReadingsController, ReadingsService } from './readings/readings'
import { SitesController } from './sites/sites.controller'
import { SitesService } from './sites/sites.service'
import { Weather } from './sites/weather'

@Module({
  controllers: [ProbesController, AuthController, PeopleController, SitesController, DevicesController, ReadingsController, AlertsController],
  providers: [
    PrismaService,
    BudgetService,
    Courier,
    Weather,
    AuthService,
    PeopleService,
    SitesService,
    DevicesService,
    ReadingsService,
    AlertsService,
    { provide: APP_GUARD, useClass: BudgetGuard },
    { provide: APP_GUARD, useClass: IdentityGuard },
    { provide: APP_GUARD, useClass: RightsGuard },
    { provide: APP_INTERCEPTOR, useClass: DeadlineInterceptor },
    { provide: APP_INTERCEPTOR, useClass: PresentInterceptor },
    { provide: APP_FILTER, useClass: ProblemFilter },
  ],
})
export class AppModule {}
