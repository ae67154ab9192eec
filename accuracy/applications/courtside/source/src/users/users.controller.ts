import { Body, Controller, Get, Param, ParseUUIDPipe, Patch, Put } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { CurrentUser } from '../common/decorators';
import { avatarHash } from '../common/crypto';
import { User } from './user.entity';
import { ContactDto, UpdateProfileDto } from './users.dto';
import { UsersService } from './users.service';

@Controller('users')
export class UsersController {
  constructor(private readonly users: UsersService) {}

  @Get('me')
  me(@CurrentUser() user: User) {
    return { id: user.id, name: user.name, email: user.email, role: user.role, credit: user.credit, avatar: avatarHash(user.email) };
  }

  @Patch('me')
  update(@CurrentUser() user: User, @Body() body: UpdateProfileDto) {
    return this.users.update(user.id, body).then(({ id, name, email }) => ({ id, name, email }));
  }

  @Put('me/contact')
  async contact(@CurrentUser() user: User, @Body() body: ContactDto) {
    const contact = plainToInstance(ContactDto, body, { excludeExtraneousValues: true });
    await this.users.update(user.id, { name: contact.name, preferences: { ...user.preferences, phone: contact.phone } });
    return contact;
  }

  @Patch('me/preferences')
  preferences(@CurrentUser() user: User, @Body() body: Record<string, unknown>) {
    return this.users.setPreferences(user.id, body);
  }

  @Get(':id')
  one(@Param('id', ParseUUIDPipe) id: string) {
    return this.users.get(id);
  }
}
