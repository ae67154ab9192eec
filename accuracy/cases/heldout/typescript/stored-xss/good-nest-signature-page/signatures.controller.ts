import { Body, Controller, Get, Header, Param, ParseIntPipe, Put } from '@nestjs/common'
import { SignaturesService } from './signatures.service'

@Controller('signatures')
export class SignaturesController {
  constructor(private readonly signatures: SignaturesService) {}

  @Put(':id')
  async save(@Param('id', ParseIntPipe) id: number, @Body('text') text: string) {
    await this.signatures.save(id, text)
  }

  @Get(':id')
  @Header('content-type', 'application/json')
  async show(@Param('id', ParseIntPipe) id: number) {
    const signature = await this.signatures.find(id)
    return { footer: signature.text }
  }
}
