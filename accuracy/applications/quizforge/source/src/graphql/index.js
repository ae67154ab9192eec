import { Router } from 'express';
import { buildSchema } from 'graphql';
import { createHandler } from 'graphql-http/lib/use/express';
import { ruruHTML } from 'ruru/server';
import { loaders } from './loaders.js';
import { root } from './resolvers.js';

const schema = buildSchema(`
  type Player { id: ID!, name: String!, nickname: String }
  type Score { points: Int!, player: Player }
  type Quiz { id: ID!, title: String!, topic: String, author: Player, scores: [Score!]! }
  type Query {
    quiz(id: ID!): Quiz
    quizzes: [Quiz!]!
    players(name: String!): [Player!]!
    leaders(limit: Int): [Player!]!
  }
  type Mutation {
    renameQuiz(id: ID!, title: String!): Quiz
    deleteQuiz(id: ID!): Boolean!
  }
`);

export const graphqlRouter = Router();

graphqlRouter.all('/graphql', createHandler({ schema, rootValue: root, context: (req) => ({ player: req.raw.player, ...loaders() }) }));

graphqlRouter.get('/graphiql', (req, res) => {
  res.type('html').end(ruruHTML({ endpoint: '/graphql' }));
});
