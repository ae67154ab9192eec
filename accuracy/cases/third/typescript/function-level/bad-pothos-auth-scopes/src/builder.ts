import SchemaBuilder from '@pothos/core'
import ScopeAuthPlugin from '@pothos/plugin-scope-auth'
import type { Context } from './context'

export const builder = new SchemaBuilder<{ Context: Context; AuthScopes: { signedIn: boolean; moderator: boolean } }>({
  plugins: [ScopeAuthPlugin],
  scopeAuth: {
    authScopes: async ({ viewer }) => ({
      signedIn: viewer !== null,
      moderator: viewer?.roles.includes('moderator') ?? false,
    }),
  },
})

builder.queryType()
builder.mutationType()
