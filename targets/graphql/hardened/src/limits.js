import { GraphQLError, Kind } from 'graphql'

const MAX_DEPTH = 6
const MAX_FIELDS = 60
const MAX_ALIASES = 10

/** Counts depth, fields and aliases before anything runs. Fragments are refused: clients of ours send plain operations. */
export function operationLimits(authenticationFields) {
  return (context) => ({
    OperationDefinition(operation) {
      const state = { deep: false, fields: 0, aliases: 0, authentication: 0 }
      walk(operation.selectionSet, 1, state)
      const refused = state.deep || state.fields > MAX_FIELDS || state.aliases > MAX_ALIASES || state.authentication > 1
      if (refused) context.reportError(new GraphQLError('The operation is too large'))
    },
  })

  function walk(selections, depth, state) {
    if (depth > MAX_DEPTH || state.fields > MAX_FIELDS) {
      state.deep = true
      return
    }
    for (const selection of selections?.selections ?? []) {
      if (selection.kind !== Kind.FIELD) {
        state.deep = true
        continue
      }
      state.fields += 1
      if (selection.alias !== undefined) state.aliases += 1
      if (depth === 1 && authenticationFields.has(selection.name.value)) state.authentication += 1
      walk(selection.selectionSet, depth + 1, state)
    }
  }
}
