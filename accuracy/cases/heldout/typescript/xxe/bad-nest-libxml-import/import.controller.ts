import { Body, Controller, Post } from '@nestjs/common'
import { ImportService } from './import.service'

@Controller('contacts/import')
export class ImportController {
  constructor(private readonly imports: ImportService) {}

  @Post()
  run(@Body('xml') xml: string) {
    return { contacts: this.imports.countOf(xml) }
  }
}
