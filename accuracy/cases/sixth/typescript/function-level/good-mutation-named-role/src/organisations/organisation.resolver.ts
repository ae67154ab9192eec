import { Arg, Authorized, ID, Mutation, Query, Resolver } from 'type-graphql'
import { Organisation } from './organisation.js'
import { dataSource } from '../data-source.js'

@Resolver(() => Organisation)
export class OrganisationResolver {
  private readonly repository = dataSource.getRepository(Organisation)

  @Authorized('OPERATOR')
  @Query(() => [Organisation])
  suspendedOrganisations() {
    return this.repository.find({ where: { suspended: true }, order: { name: 'ASC' }, take: 100 })
  }

  @Authorized('OPERATOR')
  @Mutation(() => Boolean)
  async suspendOrganisation(@Arg('id', () => ID) id: string): Promise<boolean> {
    const result = await this.repository.update({ id }, { suspended: true })
    return result.affected === 1
  }
}
