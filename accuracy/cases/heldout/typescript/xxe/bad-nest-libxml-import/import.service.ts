import { Injectable } from '@nestjs/common'
import { parseXml } from 'libxmljs2'

@Injectable()
export class ImportService {
  countOf(xml: string): number {
    const document = parseXml(xml, { noent: true, dtdload: true })
    return document.find('//contact').length
  }
}
