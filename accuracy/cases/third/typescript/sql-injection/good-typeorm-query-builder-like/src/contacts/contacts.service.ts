import { Injectable } from '@nestjs/common'
import { InjectRepository } from '@nestjs/typeorm'
import { Brackets, Repository } from 'typeorm'
import { Contact } from './contact.entity'
import type { SearchDto } from './search.dto'

const SORTS = new Map([
  ['name', 'contact.name'],
  ['company', 'company.name'],
  ['newest', 'contact.createdAt'],
])

@Injectable()
export class ContactsService {
  constructor(@InjectRepository(Contact) private readonly contacts: Repository<Contact>) {}

  async search(ownerId: string, { term, sort = 'name', page = 1, size = 20 }: SearchDto) {
    const builder = this.contacts
      .createQueryBuilder('contact')
      .leftJoinAndSelect('contact.company', 'company')
      .where('contact.ownerId = :ownerId', { ownerId })

    if (term) {
      builder.andWhere(
        new Brackets((nested) => {
          nested.where('contact.name ILIKE :term', { term: `%${term}%` }).orWhere('company.name ILIKE :company', { company: `%${term}%` })
        }),
      )
    }

    const [items, total] = await builder
      .orderBy(SORTS.get(sort) ?? 'contact.name', 'ASC')
      .skip((page - 1) * size)
      .take(Math.min(size, 100))
      .getManyAndCount()
    return { items, total, page }
  }
}
