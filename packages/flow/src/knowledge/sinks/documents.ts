import type { SinkModel } from '../model.ts'
import { of } from './pattern.ts'

const JS_FILTERS = [
  'find',
  'findOne',
  'findOneAndUpdate',
  'findOneAndDelete',
  'findOneAndReplace',
  'update',
  'updateOne',
  'updateMany',
  'replaceOne',
  'deleteOne',
  'deleteMany',
  'remove',
  'aggregate',
  'count',
  'countDocuments',
  'bulkWrite',
]

const FILTERS = [
  ...of('mongodb.Collection', '(0)', ...JS_FILTERS),
  ...of('mongoose.Model', '(0)', ...JS_FILTERS),
  ...['find_one', 'find_one_and_update', 'update_one', 'update_many', 'delete_one', 'delete_many', 'count_documents', 'findOne'].map(
    (name) => `*.${name}(0)`,
  ),
]

/** Filters of document stores, where an object from outside brings operators of its own. */
export const DOCUMENT_SINKS: readonly SinkModel[] = [
  {
    kind: 'nosql-injection',
    cwe: 943,
    when: 'query-object',
    calls: [
      ...of('mongodb.Collection', '(0)', ...JS_FILTERS),
      'mongodb.Collection.distinct(1)',
      ...of('mongoose.Model', '(0)', ...JS_FILTERS, 'exists', 'where', '$where', 'findOneAndRemove'),
      'mongoose.Model.distinct(1)',
      ...of('beanie.Document', '(0)', 'find', 'find_one', 'find_many', 'aggregate'),
      ...of('odmantic.AIOEngine()', '(1)', 'find', 'find_one', 'count'),
      '*.objects(:__raw__)',
      '*.filter(:__raw__)',
      '*.find_one(0:filter)',
      '*.find_one_and_update(0:filter)',
      '*.find_one_and_delete(0:filter)',
      '*.find_one_and_replace(0:filter)',
      '*.update_one(0:filter)',
      '*.update_many(0:filter)',
      '*.replace_one(0:filter)',
      '*.delete_one(0:filter)',
      '*.delete_many(0:filter)',
      '*.count_documents(0:filter)',
      '?.findOne(0)',
      '?.findOneAndUpdate(0)',
      '?.findOneAndDelete(0)',
      '?.updateOne(0)',
      '?.updateMany(0)',
      '?.deleteOne(0)',
      '?.deleteMany(0)',
      '?.countDocuments(0)',
      'sift(0)',
      'sift.default(0)',
      ...['mingo', 'mingo.default'].flatMap((mingo) => [
        ...of(mingo, '(1)', 'find', 'remove', 'aggregate', 'updateOne', 'updateMany'),
        ...of(mingo, '(0)', 'Query', 'Aggregator', 'update'),
      ]),
      ...of('lokijs.Collection', '(0)', 'find', 'findOne', 'findAndUpdate', 'findAndRemove'),
      'nano.Db.find(0)',
    ],
  },
  { kind: 'nosql-injection', cwe: 943, by: 'code-injection', when: 'code-operators', calls: FILTERS },
  {
    kind: 'nosql-injection',
    cwe: 943,
    when: 'whole-value',
    calls: ['@elastic/elasticsearch', '@opensearch-project/opensearch'].flatMap((library) =>
      of(`${library}.Client()`, '(0.query, 0.body)', 'search', 'count', 'deleteByQuery', 'updateByQuery'),
    ),
  },
  {
    kind: 'nosql-injection',
    cwe: 943,
    by: 'code-injection',
    calls: [
      // Expressions of DynamoDB, whose values have places of their own
      ...['@aws-sdk/client-dynamodb', '@aws-sdk/lib-dynamodb'].flatMap((client) =>
        of(
          client,
          '(0.FilterExpression, 0.KeyConditionExpression, 0.ConditionExpression)',
          'ScanCommand',
          'QueryCommand',
          'UpdateCommand',
          'PutCommand',
        ),
      ),
      // Text of other query languages
      'neo4j.Session.run(0)',
      'neo4j.Driver.execute_query(0)',
      'neo4j.Driver.executeQuery(0)',
      'mongoose.Model.$where(0)',
      '*.$where(0)',
      ...of('cassandra.Session', '(0)', 'execute', 'execute_async', 'prepare'),
      'cassandra-driver.Client.execute(0)',
      ...of('redis.Client', '(0)', 'eval', 'register_script'),
    ],
  },
]
