import { Controller, Delete, Get, HttpCode, Patch, Post, Put } from '@nestjs/common'
import { z } from 'zod'
import { AnyMember, Budget, Needs, WhoAmI } from '../access/decorators'
import type { Me } from '../access/rights'
import { Nothing, Presents } from '../platform/interceptors'
import { Asked, Email, Id, Paging, Sent, Text } from '../platform/shape'
import { PeopleService } from './people.service'

const Role = z.enum(['VIEWER', 'OPERATOR', 'OWNER'])
const MemberView = z.object({ id: z.string(), name: z.string(), email: z.string(), role: Role })
const LineView = z.object({ id: z.bigint().transform(String), event: z.string(), subject: z.string(), memberId: z.string(), at: z.date() })
const Name = z.object({ name: Text(120) }).strict()
const Invitation = z.object({ email: Email, role: Role }).strict()
const Appointment = z.object({ role: Role }).strict()
const Lines = z.object({ before: z.string().regex(/^\d{1,18}$/).transform(BigInt).optional(), limit: z.coerce.number().int().min(1).max(100).default(50) })

@Controller()
export class PeopleController {
  constructor(private readonly people: PeopleService) {}

  @Get('me')
  @AnyMember()
  @Presents(MemberView)
  me(@WhoAmI() me: Me) {
    return this.people.myself(me)
  }

  @Patch('me')
  @AnyMember()
  @Budget('write')
  @Presents(MemberView)
  rename(@WhoAmI() me: Me, @Sent(Name) input: z.infer<typeof Name>) {
    return this.people.rename(me, input.name)
  }

  @Get('people')
  @Needs('people.read')
  @Presents(MemberView.array())
  list(@WhoAmI() me: Me, @Asked(Paging) paging: Paging) {
    return this.people.list(me, paging)
  }

  @Post('people/invitations')
  @Needs('people.manage')
  @Budget('mail')
  @HttpCode(202)
  @Presents(Nothing)
  invite(@WhoAmI() me: Me, @Sent(Invitation) input: z.infer<typeof Invitation>) {
    return this.people.invite(me, input.email, input.role)
  }

  @Put('people/:id/role')
  @Needs('people.manage')
  @Budget('write')
  @HttpCode(204)
  @Presents(Nothing)
  appoint(@WhoAmI() me: Me, @Id() id: string, @Sent(Appointment) input: z.infer<typeof Appointment>) {
    return this.people.appoint(me, id, input.role)
  }

  @Delete('people/:id')
  @Needs('people.manage')
  @Budget('write')
  @HttpCode(204)
  @Presents(Nothing)
  dismiss(@WhoAmI() me: Me, @Id() id: string) {
    return this.people.dismiss(me, id)
  }

  @Get('journal')
  @Needs('journal.read')
  @Presents(LineView.array())
  journal(@WhoAmI() me: Me, @Asked(Lines) { before, limit }: z.infer<typeof Lines>) {
    return this.people.journal(me, before, limit)
  }
}
