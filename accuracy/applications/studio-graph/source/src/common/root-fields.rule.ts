import { GraphQLError, Kind, type ValidationRule } from 'graphql';

const MAX_ROOT_FIELDS = 5;

/** Aliases do not multiply work: few root fields per query, one per mutation, no fragments at the root. */
export const rootFields: ValidationRule = (context) => ({
  OperationDefinition(node) {
    const { selections } = node.selectionSet;
    const limit = node.operation === 'mutation' ? 1 : MAX_ROOT_FIELDS;
    if (selections.length > limit || selections.some((selection) => selection.kind !== Kind.FIELD)) {
      context.reportError(new GraphQLError('Too much in one operation', { nodes: [node] }));
    }
  },
});
