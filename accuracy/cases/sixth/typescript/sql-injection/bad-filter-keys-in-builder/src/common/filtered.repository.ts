import { BadRequestException } from '@nestjs/common';
import { ObjectLiteral, Repository } from 'typeorm';

export abstract class FilteredRepository<T extends ObjectLiteral> {
  protected abstract readonly alias: string;

  constructor(protected readonly repo: Repository<T>) {}

  async page(accountId: string, filter: Record<string, string>, skip = 0): Promise<T[]> {
    const builder = this.repo
      .createQueryBuilder(this.alias)
      .where(`${this.alias}.accountId = :accountId`, { accountId });

    Object.entries(filter).forEach(([key, value], index) => {
      const name = `f${index}`;
      if (!key) throw new BadRequestException('empty filter');
      builder.andWhere(`${this.alias}.${key} = :${name}`, { [name]: value });
    });
    return builder.take(50).skip(skip).getMany();
  }
}
