import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { CrudService } from '../common/crud.service';
import { overlay } from '../common/merge';
import { User } from './user.entity';

@Injectable()
export class UsersService extends CrudService<User> {
  constructor(@InjectRepository(User) repo: Repository<User>) {
    super(repo);
  }

  byEmail(email: string) {
    return this.repo.findOneBy({ email: email.toLowerCase() });
  }

  create(values: Pick<User, 'email' | 'name' | 'passwordHash'>) {
    return this.repo.save(this.repo.create({ ...values, email: values.email.toLowerCase() }));
  }

  async setPreferences(id: string, changes: Record<string, unknown>) {
    const user = await this.get(id);
    user.preferences = overlay(user.preferences, changes);
    return (await this.repo.save(user)).preferences;
  }

  setRefreshHash(id: string, refreshHash: string | null) {
    return this.repo.update(id, { refreshHash });
  }
}
