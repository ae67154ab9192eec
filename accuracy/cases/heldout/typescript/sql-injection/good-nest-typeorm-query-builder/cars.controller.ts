import { Controller, Get, Query } from '@nestjs/common'
import { CarFilter } from './car-filter.dto'
import { CarsService } from './cars.service'

@Controller('cars')
export class CarsController {
  constructor(private readonly cars: CarsService) {}

  @Get()
  index(@Query() filter: CarFilter) {
    return this.cars.search(filter)
  }
}
