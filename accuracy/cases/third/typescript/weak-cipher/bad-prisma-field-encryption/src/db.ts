import { PrismaClient } from '@prisma/client'
import { FieldCipher } from './crypto/field-cipher'

const cipher = new FieldCipher(process.env.FIELD_KEY as string)

export const prisma = new PrismaClient().$extends({
  query: {
    patient: {
      async create({ args, query }) {
        args.data.insuranceNumber = cipher.seal(args.data.insuranceNumber)
        return query(args)
      },
    },
  },
})
