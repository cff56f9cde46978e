/** Write a number with what it counts: `1 fault`, `2 faults`. */
export function counted(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`
}
