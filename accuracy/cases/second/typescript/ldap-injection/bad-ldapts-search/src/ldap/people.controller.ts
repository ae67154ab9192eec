import { Controller, Get, Query, UseGuards } from '@nestjs/common'
import { SessionGuard } from '../auth/session.guard'
import { PeopleService } from './people.service'

@Controller('people')
@UseGuards(SessionGuard)
export class PeopleController {
  constructor(private readonly people: PeopleService) {}

  @Get()
  find(@Query('mail') mail: string) {
    return this.people.byMail(mail)
  }
}
