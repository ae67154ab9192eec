import { createSchema } from 'graphql-yoga'
import { pool } from './pool.js'

export const schema = createSchema({
  typeDefs: /* GraphQL */ `
    type Customer { id: ID! name: String! }
    type Order { id: ID! number: String! customer: Customer }
    type Query { orders(after: Int = 0): [Order!]! }
  `,
  resolvers: {
    Query: {
      async orders(_, { after }, { accountId }) {
        const { rows } = await pool.query(
          'SELECT id, number, customer_id FROM orders WHERE account_id = $1 AND id > $2 ORDER BY id LIMIT 50',
          [accountId, after],
        )
        return rows
      },
    },
    Order: {
      customer: (order, _, { customers }) => customers.load(order.customer_id),
    },
  },
})
