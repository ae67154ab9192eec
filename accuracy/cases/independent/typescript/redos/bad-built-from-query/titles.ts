export const titles: readonly string[] = ['The Lamp', 'A Garden in Winter', 'Bridges of the North']
