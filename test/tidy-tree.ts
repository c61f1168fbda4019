import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { posix, resolve } from 'node:path'

/** A file as the tidy rules see it: its path from the root of the repository, with slashes, and its text. */
export type File = { readonly path: string; readonly text: string }

/** An import: what stands between the quotes, the file or package it means, whether only types come. */
export type Import = { readonly written: string; readonly target: string; readonly typeOnly: boolean }

const root = resolve(import.meta.dirname, '..')
const folders = ['bin', 'contract', 'server', 'web', 'simulators', 'seed', 'db', 'bench', 'test']
const beside = ['vite.config.ts', 'package.json', 'GLOSSARY.md', 'STYLE.md', 'docs/dependencies.md']
const readable = /\.(?:ts|tsx|mjs|sql|css|html)$/
const generated = /(?:^|\/)(?:dist|node_modules)\/|\.gen\.ts$|^db\/schema\.sql$/

/** Every file of code that somebody wrote, and the documents that rules read; what is missing is no error. */
export function readTree(): File[] {
  const inside = folders
    .filter((folder) => existsSync(resolve(root, folder)))
    .flatMap((folder) =>
      readdirSync(resolve(root, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => posix.relative(slashed(root), `${slashed(entry.parentPath)}/${entry.name}`)),
    )
  return [...inside.filter((path) => readable.test(path) && !generated.test(path)), ...beside]
    .filter((path) => existsSync(resolve(root, path)))
    .map((path) => ({ path, text: readFileSync(resolve(root, path), 'utf8') }))
}

const slashed = (path: string) => path.replaceAll('\\', '/')

export const isDocument = ({ path }: File) => /\.(?:md|json)$/.test(path)
export const isScript = ({ path }: File) => /\.tsx?$/.test(path)
export const isTest = ({ path }: File) => path.startsWith('test/') || path.endsWith('.test.ts')

const staticImport = /^\s*import\s+(type\s+)?(?:[\w$*\s{},]+?\s+from\s+)?['"]([^'"\n]+)['"]/gm
const reExport = /^\s*export\s+(type\s+)?(?:\*(?:\s+as\s+\w+)?|\{[^}]*\})\s+from\s+['"]([^'"\n]+)['"]/gm
const dynamicImport = /\bimport\(\s*()['"]([^'"\n]+)['"]/g

/** The imports of a script. TypeScript 7 offers programs no parser; these patterns know all our forms. */
export function importsOf({ path, text }: File): Import[] {
  return [staticImport, reExport, dynamicImport].flatMap((pattern) =>
    [...text.matchAll(pattern)].map(([, type, written = '']) => ({
      written,
      target: targetOf(path, written),
      typeOnly: Boolean(type),
    })),
  )
}

/** A path from the root of the repository for our own files, the name itself for a package. */
function targetOf(path: string, written: string): string {
  if (written.startsWith('.')) return posix.join(posix.dirname(path), written)
  return /^#(?:contract|server|web)\//.test(written) ? written.slice(1) : written
}

const commentStringOrTemplate = new RegExp(
  [
    /\/\*[\s\S]*?\*\//, // block comment
    /(?<!:)\/\/[^\n]*/, // line comment, but not the slashes of an address
    /(?<=[=(,:!&|?[]\s*)\/(?![*/])(?:\\.|\[(?:\\.|[^\]\n])*\]|[^/\\\n])+\/[a-z]*/, // regular expression
    /'(?:\\.|[^'\\\n])*'/,
    /"(?:\\.|[^"\\\n])*"/,
    /`(?:\\[\s\S]|\$\{(?:[^{}`]|\{[^{}]*\}|`[^`]*`)*\}|[^`\\])*?`/,
  ]
    .map((pattern) => pattern.source)
    .join('|'),
  'g',
)

/** The code alone: comments, texts and patterns become spaces, and lines keep their numbers. */
export function codeOf({ text }: File): string {
  return text.replace(commentStringOrTemplate, (match) => match.replaceAll(/[^\n]/g, ' '))
}

/** The file without comments and patterns; texts stay, and lines keep their numbers. */
export function withoutComments({ text }: File): string {
  return text.replace(commentStringOrTemplate, (match) =>
    match.startsWith('/') ? match.replaceAll(/[^\n]/g, ' ') : match,
  )
}
