import { Controller, Get, Query, UseGuards } from '@nestjs/common'
import { CurrentUserId } from '../auth/current-user-id.decorator'
import { JwtAuthGuard } from '../auth/jwt-auth.guard'
import { ContactsService } from './contacts.service'
import { SearchDto } from './search.dto'

@Controller('contacts')
@UseGuards(JwtAuthGuard)
export class ContactsController {
  constructor(private readonly contacts: ContactsService) {}

  @Get()
  search(@CurrentUserId() ownerId: string, @Query() query: SearchDto) {
    return this.contacts.search(ownerId, query)
  }
}
