import { Controller, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { AccountScopedController } from '../common/account-scoped.controller';
import { AccountScopedService } from '../common/account-scoped.service';
import { Repair } from './repair.entity';

@Injectable()
export class RepairsService extends AccountScopedService<Repair> {
  constructor(@InjectRepository(Repair) repo: Repository<Repair>) {
    super(repo);
  }
}

@Controller('repairs')
export class RepairsController extends AccountScopedController<RepairsService> {
  constructor(service: RepairsService) {
    super(service);
  }
}
