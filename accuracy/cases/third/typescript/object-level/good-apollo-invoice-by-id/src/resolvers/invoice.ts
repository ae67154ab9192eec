import { subject } from '@casl/ability'
import { GraphQLError } from 'graphql'
import type { Context } from '../context'

const notFound = () => new GraphQLError('No such invoice', { extensions: { code: 'NOT_FOUND' } })

export const invoiceResolvers = {
  Query: {
    async invoice(_: unknown, { id }: { id: string }, { prisma, viewer, ability }: Context) {
      if (!viewer) throw new GraphQLError('Sign in first', { extensions: { code: 'UNAUTHENTICATED' } })
      const invoice = await prisma.invoice.findUnique({ where: { id }, include: { lines: true } })
      if (!invoice || ability.cannot('read', subject('Invoice', invoice))) throw notFound()
      return invoice
    },
  },
}
