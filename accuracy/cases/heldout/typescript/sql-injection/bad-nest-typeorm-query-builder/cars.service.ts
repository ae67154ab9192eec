import { Injectable } from '@nestjs/common'
import { InjectRepository } from '@nestjs/typeorm'
import { Repository } from 'typeorm'
import { Car } from './car.entity'
import type { CarFilter } from './car-filter.dto'

@Injectable()
export class CarsService {
  constructor(@InjectRepository(Car) private readonly cars: Repository<Car>) {}

  search({ brand, limit }: CarFilter): Promise<Car[]> {
    const query = this.cars.createQueryBuilder('car').where('car.sold = false')
    if (brand) query.andWhere(`lower(car.brand) = lower('${brand}')`)
    return query.take(limit).getMany()
  }
}
