export const inline = (state) => JSON.stringify(state).replaceAll('<', '\\u003c')
