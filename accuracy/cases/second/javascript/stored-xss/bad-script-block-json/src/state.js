export const inline = (state) => JSON.stringify(state)
