import { JSONResolver } from 'graphql-scalars'
import { accountMutations, accountQueries, accountTypes } from './accounts'
import { bookingMutations, bookingQueries, bookingTypes } from './bookings'
import { harbourMutations, harbourQueries, harbourTypes } from './harbour'

export const resolvers = {
  JSON: JSONResolver,
  Query: { ...accountQueries, ...harbourQueries, ...bookingQueries },
  Mutation: { ...accountMutations, ...harbourMutations, ...bookingMutations },
  ...accountTypes,
  ...harbourTypes,
  ...bookingTypes,
}
