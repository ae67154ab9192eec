import { createSchema } from 'graphql-yoga'
import type { Context } from './context'

export const schema = createSchema<Context>({
  typeDefs: /* GraphQL */ `
    type Address { id: ID! street: String! city: String! }
    type Query { addresses: [Address!]! }
    type Mutation { removeAddress(id: ID!): Boolean! }
  `,
  resolvers: {
    Query: {
      addresses: (_parent, _args, { prisma, customerId }) => prisma.address.findMany({ where: { customerId }, take: 50 }),
    },
    Mutation: {
      async removeAddress(_parent, { id }: { id: string }, { prisma }) {
        const { count } = await prisma.address.deleteMany({ where: { id } })
        return count > 0
      },
    },
  },
})
