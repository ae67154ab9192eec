import funcster from 'funcster'

export const read = (text) => funcster.deepDeserialize(JSON.parse(text))
export const write = (state) => JSON.stringify(state)
