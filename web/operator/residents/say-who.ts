/** A resident by name and mail address. Refuses nothing. */
export function sayWho({ name, mail }: { name: string; mail: string }): string {
  return `${name}（${mail}）`
}
