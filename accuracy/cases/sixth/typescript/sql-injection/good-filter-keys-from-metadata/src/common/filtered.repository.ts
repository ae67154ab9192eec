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
      const column = this.repo.metadata.findColumnWithPropertyName(key);
      if (!column) throw new BadRequestException('unknown filter');
      builder.andWhere(`${this.alias}.${column.propertyName} = :${name}`, { [name]: value });
    });
    return builder.take(50).skip(skip).getMany();
  }
}
