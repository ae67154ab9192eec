import { Arg, Authorized, ID, Query, Resolver } from 'type-graphql'
import { dataSource } from '../data-source.js'
import { User } from './user.entity.js'

@Resolver(User)
export class UserResolver {
  @Authorized()
  @Query(() => User, { nullable: true })
  colleague(@Arg('id', () => ID) id: string): Promise<User | null> {
    return dataSource.getRepository(User).findOneBy({ id: Number(id) })
  }
}
