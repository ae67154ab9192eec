import { Body, Controller, Delete, HttpCode, Param, ParseUUIDPipe, Post, UseGuards } from '@nestjs/common'
import { CurrentOrg } from '../auth/current-org.decorator'
import { OrgAdminGuard } from '../auth/org-admin.guard'
import { ApiKeysService } from './api-keys.service'
import { CreateKeyDto } from './create-key.dto'

@Controller('api-keys')
@UseGuards(OrgAdminGuard)
export class ApiKeysController {
  constructor(private readonly keys: ApiKeysService) {}

  @Post()
  create(@CurrentOrg() orgId: string, @Body() { label }: CreateKeyDto) {
    return this.keys.create(orgId, label)
  }

  @Delete(':id')
  @HttpCode(204)
  revoke(@CurrentOrg() orgId: string, @Param('id', ParseUUIDPipe) id: string) {
    return this.keys.revoke(orgId, id)
  }
}
