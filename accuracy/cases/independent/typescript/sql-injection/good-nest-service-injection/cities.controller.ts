import { Controller, Get, Query } from '@nestjs/common'
import { CitiesService } from './cities.service'

@Controller('cities')
export class CitiesController {
  constructor(private readonly cities: CitiesService) {}

  @Get()
  find(@Query('name') name: string) {
    return this.cities.findByName(name)
  }
}
