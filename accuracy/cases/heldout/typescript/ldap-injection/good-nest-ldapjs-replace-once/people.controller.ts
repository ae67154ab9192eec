import { Controller, Get, Query } from '@nestjs/common'
import { PeopleService } from './people.service'

@Controller('people')
export class PeopleController {
  constructor(private readonly people: PeopleService) {}

  @Get()
  find(@Query('surname') surname: string): Promise<string[]> {
    return new Promise((resolve) => this.people.find(surname, resolve))
  }
}
