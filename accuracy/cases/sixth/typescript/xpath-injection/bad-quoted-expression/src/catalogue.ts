import { readFile } from 'node:fs/promises'
import { DOMParser } from '@xmldom/xmldom'
import xpath from 'xpath'

export interface Part {
  number: string
  price: string
}

export class Catalogue {
  private constructor(private readonly document: Node) {}

  static async load(file: string): Promise<Catalogue> {
    const source = await readFile(file, 'utf8')
    return new Catalogue(new DOMParser().parseFromString(source, 'text/xml') as unknown as Node)
  }

  find(supplier: string, number: string): Part[] {
    const expression = `/catalogue/supplier[@id='${supplier}']/part[@number='${number}']`
    const nodes = xpath.select(expression, this.document) as Element[]
    return nodes.map((node) => ({
      number: node.getAttribute('number') ?? '',
      price: node.getAttribute('price') ?? '',
    }))
  }
}
