import type { z } from 'zod'
import { definitionOf } from './shapes.ts'

type TextField = { name: string; takes: z.core.$ZodType }

/**
 * The fields of a body or a query that are text, with those inside of lists, forms and choices. Throws for a kind that
 * it does not know.
 */
export function textFieldsOf(shape: z.core.$ZodType, name: string): TextField[] {
  const def = definitionOf(shape)
  switch (def.type) {
    case 'object':
      return Object.entries(def.shape).flatMap(([key, each]) => textFieldsOf(each, `${name}.${key}`))
    case 'array':
      return textFieldsOf(def.element, `${name}[]`)
    case 'union':
      return def.options.flatMap((each) => textFieldsOf(each, name))
    case 'record':
      return textFieldsOf(def.valueType, `${name}{}`)
    case 'optional':
    case 'nullable':
    case 'default':
    case 'prefault':
      return textFieldsOf(def.innerType, name)
    case 'pipe':
      return textFieldsOf(def.in, name).map((each) => ({ ...each, takes: shape }))
    case 'string':
      return [{ name, takes: shape }]
    case 'boolean':
    case 'number':
    case 'enum':
    case 'literal':
    case 'unknown':
      return []
    default:
      throw new Error(`${name} is ${def.type}, which this test does not know`)
  }
}
