export const typeDefs = `#graphql
  enum Operator { SUM DIFFERENCE RATIO }
  enum Measure { INPUT OUTPUT WASTE }
  input Expression { left: Measure!, operator: Operator!, right: Measure! }

  type Query {
    batches(site: ID!, expression: Expression!): [Computed!]!
  }

  type Computed {
    batch: ID!
    value: Float
  }
`
