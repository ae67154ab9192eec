import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { FilteredRepository } from '../common/filtered.repository';
import { Vehicle } from './vehicle.entity';

@Injectable()
export class VehiclesRepository extends FilteredRepository<Vehicle> {
  protected readonly alias = 'vehicle';

  constructor(@InjectRepository(Vehicle) repo: Repository<Vehicle>) {
    super(repo);
  }
}
