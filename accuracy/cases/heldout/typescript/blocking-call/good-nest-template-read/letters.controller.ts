import { Controller, Get, Header, Param } from '@nestjs/common'
import { LettersService } from './letters.service'

@Controller('letters')
export class LettersController {
  constructor(private readonly letters: LettersService) {}

  @Get(':name')
  @Header('content-type', 'text/plain')
  show(@Param('name') name: string): string {
    return this.letters.letter(name)
  }
}
