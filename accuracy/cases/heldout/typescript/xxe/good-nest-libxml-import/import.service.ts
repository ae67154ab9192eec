import { Injectable } from '@nestjs/common'
import { XMLParser } from 'fast-xml-parser'

@Injectable()
export class ImportService {
  countOf(xml: string): number {
    const document = new XMLParser({ processEntities: false }).parse(xml) as { contacts?: { contact?: unknown[] } }
    return document.contacts?.contact?.length ?? 0
  }
}
