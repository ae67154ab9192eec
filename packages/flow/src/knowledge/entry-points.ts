/** What a decorator makes of a function: it gets the request of an HTTP trigger, a message, or the arguments of a call. */
export type EntryKind = 'http' | 'message' | 'resolver'

/** Decorators of Python by which something outside of the program calls a function, besides those of web frameworks. */
export const ENTRY_DECORATORS: readonly (readonly [RegExp, EntryKind])[] = [
  [/^functions_framework\.http$|^firebase_functions\.https_fn\.on_request$/, 'http'],
  [
    /^functions_framework\.(?:cloud_event|background_event)$|^firebase_functions\.https_fn\.on_call$|^(?:flask_socketio\.SocketIO|socketio\.(?:Async)?Server)\(\)\.(?:on|event)$/,
    'message',
  ],
  [
    /^strawberry(?:_django)?(?:\.\w+)*\.(?:field|mutation|subscription)$|^ariadne(?:\.\w+)?\.(?:Query|Mutation|Subscription|Object)Type\(\)\.(?:field|source)$/,
    'resolver',
  ],
  // Tools whose arguments a language model writes.
  [/^(?:mcp\.server\.(?:fastmcp\.)?|fastmcp\.)FastMCP\(\)\.(?:tool|resource)$/, 'resolver'],
]
