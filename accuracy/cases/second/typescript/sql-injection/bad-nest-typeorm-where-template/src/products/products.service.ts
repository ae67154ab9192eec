import { Injectable } from '@nestjs/common'
import { InjectRepository } from '@nestjs/typeorm'
import { Repository } from 'typeorm'
import { Product } from './product.entity'

@Injectable()
export class ProductsService {
  constructor(@InjectRepository(Product) private readonly products: Repository<Product>) {}

  search(term: string, page: number): Promise<Product[]> {
    return this.products
      .createQueryBuilder('product')
      .where(`LOWER(product.name) LIKE '%${term.toLowerCase()}%'`)
      .andWhere('product.published = true')
      .orderBy('product.name')
      .take(30)
      .skip(page * 30)
      .getMany()
  }
}
