import { Body, Controller, Delete, ForbiddenException, Get, HttpCode, NotFoundException, Param, ParseUUIDPipe, Post, Put, Query } from '@nestjs/common'
import { InjectRepository } from '@nestjs/typeorm'
import { Transform } from 'class-transformer'
import { IsEmail, IsIn, IsString, Length, MaxLength } from 'class-validator'
import type { Repository } from 'typeorm'
import { Accounts } from '../auth/accounts.js'
import { hash } from '../auth/passwords.js'
import { fresh } from '../auth/tokens.js'
import { Ability } from '../common/ability.js'
import { Can, Me } from '../common/access.js'
import { Paging } from '../common/dto.js'
import { Tries } from '../common/tries.js'
import { Audit, type Role, User } from '../entities.js'

class Newcomer {
  @Transform(({ value }) => (typeof value === 'string' ? value.trim().toLowerCase() : value)) @IsEmail() @MaxLength(190) email: string
  @IsString() @Length(1, 120) name: string
  @IsIn(['clerk', 'dispatcher']) role: Role
}
class NewRole {
  @IsIn(['clerk', 'dispatcher', 'manager']) role: Role
}

@Controller('admin')
export class AdminController {
  constructor(
    @InjectRepository(User) private readonly users: Repository<User>,
    @InjectRepository(Audit) private readonly audit: Repository<Audit>,
    private readonly accounts: Accounts,
    private readonly tries: Tries,
  ) {}

  @Can('read', User) @Get('users')
  list(@Me() ability: Ability, @Query() ask: Paging) {
    return this.users.find({ where: ability.where('read', User), select: { id: true, name: true, email: true, role: true, closedAt: true }, order: { name: 'ASC', id: 'ASC' }, ...Paging.span(ask) })
  }

  @Can('create', User) @Post('users')
  async invite(@Me() { me }: Ability, @Body() { email, name, role }: Newcomer) {
    await this.tries.count('invite', me.id, 30)
    const { identifiers } = await this.users.insert({ email, name, role, firmId: me.firmId, passwordHash: await hash(fresh()) })
    await this.accounts.later(email, 'welcome')
    return { id: identifiers[0]?.id as string }
  }

  @Can('update', User) @Put('users/:id/role') @HttpCode(204)
  role(@Me() ability: Ability, @Param('id', ParseUUIDPipe) id: string, @Body() { role }: NewRole) {
    return this.alter(ability, id, { role })
  }

  @Can('update', User) @Delete('users/:id') @HttpCode(204)
  close(@Me() ability: Ability, @Param('id', ParseUUIDPipe) id: string) {
    return this.alter(ability, id, { closedAt: new Date() })
  }

  @Can('read', Audit) @Get('audit')
  trail(@Me() ability: Ability, @Query() ask: Paging) {
    return this.audit.find({ where: ability.where('read', Audit), order: { id: 'DESC' }, ...Paging.span(ask) })
  }

  private async alter(ability: Ability, id: string, fields: { role?: Role; closedAt?: Date }) {
    if (id === ability.me.id) throw new ForbiddenException('not on your own account')
    const done = await this.users.update(ability.where('update', User, { id }), { ...fields, epoch: () => 'epoch + 1' })
    if (done.affected !== 1) throw new NotFoundException()
  }
}
