import { builder } from './builder'

builder.queryField('me', (t) =>
  t.string({ nullable: true, authScopes: { signedIn: true }, resolve: (_root, _args, { viewer }) => viewer?.id ?? null }),
)

builder.mutationField('renameMe', (t) =>
  t.boolean({
    authScopes: { signedIn: true },
    args: { name: t.arg.string({ required: true }) },
    resolve: (_root, { name }, { viewer, members }) => members.rename(viewer!.id, name.slice(0, 60)),
  }),
)

builder.mutationField('banMember', (t) =>
  t.boolean({
    authScopes: { signedIn: true },
    args: { id: t.arg.id({ required: true }), reason: t.arg.string({ required: true }) },
    resolve: (_root, { id, reason }, { viewer, members }) => members.ban(String(id), reason, viewer!.id),
  }),
)
