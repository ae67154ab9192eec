import { Body, Controller, Post, UseGuards } from '@nestjs/common'
import { TenantGuard } from '../auth/tenant.guard'
import { evaluate } from './evaluate'
import { TryRuleDto } from './try-rule.dto'

@Controller('rules')
@UseGuards(TenantGuard)
export class RulesController {
  @Post('try')
  tryRule(@Body() body: TryRuleDto) {
    return { matches: evaluate(body.rule, { total: body.total, country: body.country }) }
  }
}
