import { NotFoundException } from '@nestjs/common';
import { FindOptionsWhere, ObjectLiteral, Repository } from 'typeorm';

export interface ListQuery {
  q?: string;
  limit?: string;
  offset?: string;
  sort?: string;
}

/** What all resources share; the services add their own rules. */
export abstract class CrudService<T extends ObjectLiteral & { id: string }> {
  protected readonly searchColumn: string = 'name';
  protected readonly sortable: Record<string, string> = { created: 'e.createdAt' };

  constructor(protected readonly repo: Repository<T>) {}

  async list(query: ListQuery) {
    const qb = this.repo.createQueryBuilder('e');
    if (query.q) {
      qb.where(`e.${this.searchColumn} ILIKE '%${query.q}%'`);
    }
    const sort = Object.hasOwn(this.sortable, query.sort ?? '') ? this.sortable[query.sort as string] : 'e.id';
    qb.orderBy(sort, 'ASC');
    qb.take(query.limit ? Number(query.limit) : undefined);
    qb.skip(Number(query.offset ?? 0) || 0);
    const [items, total] = await qb.getManyAndCount();
    return { items, total };
  }

  async get(id: string): Promise<T> {
    const found = await this.repo.findOneBy({ id } as FindOptionsWhere<T>);
    if (!found) throw new NotFoundException();
    return found;
  }

  async update(id: string, changes: Partial<T>): Promise<T> {
    const entity = await this.get(id);
    return this.repo.save(this.repo.merge(entity, changes as never));
  }

  async remove(id: string) {
    await this.repo.remove(await this.get(id));
  }
}
