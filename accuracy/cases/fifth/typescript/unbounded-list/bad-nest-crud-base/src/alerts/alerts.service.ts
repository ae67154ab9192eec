import { Injectable } from '@nestjs/common'
import { InjectRepository } from '@nestjs/typeorm'
import { Repository } from 'typeorm'
import { CrudService } from '../crud/crud.service'
import { Alert } from './alerts.entity'

@Injectable()
export class AlertsService extends CrudService<Alert> {
  constructor(@InjectRepository(Alert) alerts: Repository<Alert>) {
    super(alerts)
  }
}
