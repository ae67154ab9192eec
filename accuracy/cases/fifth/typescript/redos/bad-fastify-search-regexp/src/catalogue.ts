import { readFile } from 'node:fs/promises'

export interface Product {
  sku: string
  name: string
}

export class Catalogue {
  private constructor(private readonly products: readonly Product[]) {}

  static async load(file: string): Promise<Catalogue> {
    return new Catalogue(JSON.parse(await readFile(file, 'utf8')) as Product[])
  }

  find(pattern: string, limit = 30): Product[] {
    const expression = new RegExp(pattern, 'i')
    return this.products.filter(({ name }) => expression.test(name)).slice(0, limit)
  }
}
