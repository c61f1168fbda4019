const parsing = ['parse', 'safeParse', 'parseAsync', 'safeParseAsync']

/** Answers every call and every property with itself, so that the contract's declarations can be loaded. */
const schema: unknown = new Proxy(() => undefined, {
  apply: () => schema,
  get: (_, name) => {
    if (typeof name === 'string' && parsing.includes(name)) {
      throw new Error('The apps do not parse: the server does. Check by hand what a person typed.')
    }
    return schema
  },
})

/**
 * Stands in for zod in the browser build, where the contract is types and paths only. Throws when
 * something tries to parse.
 */
export const z = schema
