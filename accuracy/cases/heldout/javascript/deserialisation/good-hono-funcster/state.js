export const read = (text) => JSON.parse(text)
export const write = (state) => JSON.stringify(state)
