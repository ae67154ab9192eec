import { PrismaClient } from '@prisma/client'
import { GraphQLError } from 'graphql'

const prisma = new PrismaClient()

export const resolvers = {
  Mutation: {
    async renameBoard(_root, { board, title }, { user }) {
      if (!user) throw new GraphQLError('sign in', { extensions: { code: 'UNAUTHENTICATED' } })
      return prisma.board.update({ where: { id: board }, data: { title } })
    },
  },
}
