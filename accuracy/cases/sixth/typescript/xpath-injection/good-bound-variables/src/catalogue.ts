import { readFile } from 'node:fs/promises'
import { DOMParser } from '@xmldom/xmldom'
import xpath from 'xpath'

const BY_NUMBER = xpath.parse('/catalogue/supplier[@id=$supplier]/part[@number=$number]')

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
    const nodes = BY_NUMBER.select({ node: this.document, variables: { supplier, number } }) as unknown as Element[]
    return nodes.map((node) => ({
      number: node.getAttribute('number') ?? '',
      price: node.getAttribute('price') ?? '',
    }))
  }
}
