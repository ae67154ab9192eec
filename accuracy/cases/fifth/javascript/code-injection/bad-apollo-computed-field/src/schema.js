export const typeDefs = `#graphql
  type Query {
    batches(site: ID!, expression: String!): [Computed!]!
  }

  type Computed {
    batch: ID!
    value: Float
  }
`
