/** The order of two texts by their code units, the same on every machine and in every language: negative, zero or positive. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
