import { Injectable } from '@nestjs/common'
import { InjectRepository } from '@nestjs/typeorm'
import { In, Repository } from 'typeorm'
import { Customer } from './customer.entity'

@Injectable()
export class CustomersRepository {
  constructor(@InjectRepository(Customer) private readonly customers: Repository<Customer>) {}

  byId(id: string) {
    return this.customers.findOneBy({ id })
  }

  byIds(ids: string[]) {
    return this.customers.findBy({ id: In(ids) })
  }
}
