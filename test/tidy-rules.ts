import { posix } from 'node:path'
import { codeOf, importsOf, isDocument, isScript, isTest, withoutComments } from './tidy-tree.ts'
import type { File, Import } from './tidy-tree.ts'

/** A rule names its offenders, each as "path: what is wrong"; none when the files are tidy. */
export type Rule = (files: readonly File[]) => string[]

const lib = ['amount', 'assert', 'batch', 'database', 'day', 'id', 'refusal', 'seal']
const floor = ['ledger', 'passcodes', 'providers', 'jobs', 'print', 'words']
/** The tables of contents: they know every capability, and only programs in bin/ know them. */
const contents = ['server/app.ts', 'server/tasks.ts']
/** What a capability may use of the files that stand directly in server/. */
const forCapabilities = [
  'access',
  'audit',
  'context',
  'config',
  'cookies',
  'route',
  'staff',
  'till-device',
].map((name) => `server/${name}.ts`)

/** Nobody outside asks these for anything, so they have no endpoints. */
const withoutContract = ['points']

/** The stretch of the tree that a path belongs to; a capability goes by its own name. */
function placeOf(path: string): string {
  const [top = '', folder = '', ...rest] = path.split('/')
  if (top !== 'server') return top
  if (rest.length > 0) return folder
  return contents.includes(path) ? 'contents' : 'shared'
}

/**
 * Where each place may import from. A place may always import from itself, and a package is no place.
 * `undefined` means: from anywhere. Only passcodes lean on other parts of the floor: a code has to be said and sent.
 */
function mayImport(place: string): readonly string[] | undefined {
  const below: Record<string, readonly string[] | undefined> = {
    bin: undefined,
    test: undefined,
    bench: undefined,
    contents: undefined,
    web: ['contract'],
    contract: [],
    simulators: [],
    seed: [],
    db: ['lib', 'contract'],
    lib: ['contract'],
    ledger: ['lib', 'contract'],
    providers: ['lib', 'contract'],
    print: ['lib', 'contract'],
    jobs: ['lib', 'contract', 'shared'],
    words: ['lib', 'contract'],
    passcodes: ['lib', 'contract', 'providers', 'jobs', 'words', 'shared'],
    shared: ['lib', 'contract', ...floor],
  }
  return place in below ? below[place] : ['lib', 'contract', ...floor]
}

const places = ['bin', 'contract', 'server', 'web', 'simulators', 'seed', 'db', 'bench', 'test']
const isCapability = (place: string) => ![...places, ...floor, 'lib', 'shared', 'contents'].includes(place)

const isOurs = (target: string) => places.includes(target.split('/')[0] ?? '') && target.includes('/')

function isLawful(from: File, { target }: Import): boolean {
  const place = placeOf(from.path)
  const other = placeOf(target)
  if (place === 'contents') return /^(?:server|contract)\//.test(target)
  if (isCapability(place) && forCapabilities.includes(target)) return true
  if (place === 'simulators' || other === 'simulators') {
    return place === other || ['bin', 'bench'].includes(place)
  }
  return place === other || (mayImport(place)?.includes(other) ?? true)
}

/** Imports point down the line, never up and never sideways. Tests may import anything. */
export const importsPointDown: Rule = (files) =>
  files
    .filter((file) => isScript(file) && !isTest(file))
    .flatMap((file) =>
      importsOf(file)
        .filter((each) => isOurs(each.target) && !isLawful(file, each))
        .map((each) => `${file.path}: imports ${each.target}`),
    )

/** Inside a root imports are relative, across roots they use `#root/…`, and both name the file in full. */
export const importsAreWrittenAlike: Rule = (files) =>
  files.filter(isScript).flatMap((file) => {
    const here = file.path.split('/')[0] ?? ''
    return importsOf(file)
      .filter(({ target }) => isOurs(target) && file.path.includes('/'))
      .filter(({ written, target }) => {
        const there = target.split('/')[0] ?? ''
        const across = ['contract', 'server', 'web'].includes(there) && there !== here
        return written.startsWith('#') !== across || !/\.[a-z]+(?:\?[a-z]+)?$/.test(written)
      })
      .map(({ written }) => `${file.path}: writes ${written}`)
  })

/** The contract is understood by everybody, so it needs nobody: itself and zod. */
export const contractImportsOnlyZod: Rule = (files) =>
  files
    .filter((file) => file.path.startsWith('contract/') && isScript(file) && !isTest(file))
    .flatMap((file) =>
      importsOf(file)
        .filter(({ target }) => target !== 'zod' && !target.startsWith('contract/'))
        .map(({ target }) => `${file.path}: imports ${target}`),
    )

/** What runs in a browser, or is read by it, uses nothing of Node. */
export const browserNeedsNoNode: Rule = (files) =>
  files
    .filter((file) => /^(?:web|contract)\//.test(file.path) && isScript(file) && !isTest(file))
    .filter((file) => !file.path.endsWith('vite.config.ts'))
    .flatMap((file) =>
      importsOf(file)
        .filter(({ target }) => target.startsWith('node:'))
        .map(({ target }) => `${file.path}: imports ${target}`),
    )

const pureLib = ['amount', 'day', 'refusal'].map((name) => `server/lib/${name}.ts`)
const impure = /\bawait\b|\basync\b|\bDate\.now\b|\bnew Date\(\s*\)|\bMath\.random\b|\bfetch\(|\bprocess\./

/** Rules decide from what they are given: types, the contract, three files of lib; no clock, no chance. */
export const rulesArePure: Rule = (files) =>
  files
    .filter((file) => posix.basename(file.path) === 'rules.ts' && file.path.startsWith('server/'))
    .flatMap((file) => [
      ...importsOf(file)
        .filter((each) => !each.typeOnly && !each.target.startsWith('contract/'))
        .filter((each) => !pureLib.includes(each.target))
        .map((each) => `${file.path}: imports ${each.target}`),
      ...[...codeOf(file).matchAll(new RegExp(impure, 'g'))].map((found) => `${file.path}: uses ${found[0]}`),
    ])

const sqlPlaces = new RegExp(
  [
    '^(?:server/(?:ledger|jobs|passcodes|lib)|db|bin|seed|test|bench)/',
    '^server/(?:access|audit|staff|till-device)\\.ts$',
    '(?:^|/)(?:[a-z-]+-)?queries\\.ts$',
  ].join('|'),
)

/** SQL is read by accountants: it stands where they look for it. */
export const sqlHasItsPlaces: Rule = (files) =>
  files
    .filter((file) => isScript(file) && !isTest(file) && !sqlPlaces.test(file.path))
    .filter((file) => /\bsql(?:<[^`]*>)?`|\.query(?:<[^()]*>)?\(/.test(file.text))
    .map((file) => `${file.path}: holds SQL`)

const inserts =
  /\b(?:insert\s+into|delete\s+from|merge\s+into|truncate(?:\s+table)?)\s+(?:only\s+)?([a-z_]+)\b(\.)?/
const updates = /\bupdate\s+(?:only\s+)?([a-z_]+)\.[a-z_]+/
const writes = new RegExp(`${inserts.source}|${updates.source}`, 'gi')

/** Read anywhere, write only your own schema: the folder's name with - as _. */
export const queriesWriteTheirOwnSchema: Rule = (files) =>
  files
    .filter(
      (file) => file.path.startsWith('server/') && /(?:^|-)queries\.ts$/.test(posix.basename(file.path)),
    )
    .flatMap((file) => {
      const own = posix.basename(posix.dirname(file.path)).replaceAll('-', '_')
      return [...file.text.matchAll(writes)]
        .filter(([, inserted, dot, updated]) => (updated ?? (dot ? inserted : undefined)) !== own)
        .map(([found]) => `${file.path}: ${found.replaceAll(/\s+/g, ' ')}…, but its schema is ${own}`)
    })

const kebab = /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9]+(?:-[a-z0-9]+)*)*$/
const pascal = /^(?:[A-Z][a-z0-9]*)+(?:\.test)?\.tsx$/

/** Files and folders are kebab-case; a component in a .tsx is PascalCase. */
export const fileNames: Rule = (files) =>
  files
    .filter((file) => !isDocument(file))
    .filter(({ path }) => !path.split('/').every((part) => kebab.test(part) || pascal.test(part)))
    .map(({ path }) => `${path}: is neither kebab-case nor a PascalCase component`)

const widthOf = (line: string, { path }: File) =>
  path.endsWith('.tsx') ? line.replaceAll(/'[^']*'|"[^"]*"/g, "''").length : line.length

/** Data in seed/ and the texts of a language are not code. */
const isMeasured = (file: File) => isScript(file) && !/^seed\/|\/words\/[\w-]+\//.test(file.path)

/**
 * A file has at most 400 lines, a line 120 characters. Not measured: data in seed/, texts and, in a component, the
 * inside of a string: an element's classes are one text that no formatter can break.
 */
export const filesAndLinesAreShort: Rule = (files) =>
  files.filter(isMeasured).flatMap((file) => {
    const lines = file.text.trimEnd().split('\n')
    return [
      ...(lines.length > 400 ? [`${file.path}: has ${lines.length} lines`] : []),
      ...lines.flatMap((line, index) =>
        widthOf(line, file) > 120 ? [`${file.path}:${index + 1}: has ${line.length} characters`] : [],
      ),
    ]
  })

const opensFunction = /=>\s*$|\bfunction\b|\)\s*$|\)\s*:[^;]*$/

/**
 * No function has more than 70 lines. Told by braces: a block after `=>`, `function` or a closing bracket.
 * A loop that long is found as well, and rightly so: its function is longer still.
 */
export const functionsAreShort: Rule = (files) =>
  files.filter(isMeasured).flatMap((file) => {
    const open: { line: number; before: string }[] = []
    const long: string[] = []
    for (const [index, line] of codeOf(file).split('\n').entries()) {
      for (const { 0: brace, index: column } of line.matchAll(/[{}]/g)) {
        if (brace === '{') open.push({ line: index, before: line.slice(0, column) })
        else {
          const start = open.pop()
          const length = start ? index - start.line + 1 : 0
          if (start && length > 70 && opensFunction.test(start.before)) {
            long.push(`${file.path}:${start.line + 1}: a function of ${length} lines`)
          }
        }
      }
    }
    return long
  })

const notErasable: readonly [string, RegExp][] = [
  ['an enum', /^\s*(?:export\s+)?(?:declare\s+)?(?:const\s+)?enum\s+\w/m],
  ['a namespace', /^\s*(?:export\s+)?(?:declare\s+)?namespace\s+\w/m],
  ['a decorator', /^\s*@[A-Za-z]\w*/m],
  ['a parameter property', /\bconstructor\s*\([^)]*\b(?:private|public|protected|readonly)\s/],
]

/** Node strips types and compiles nothing. */
export const nothingNeedsCompiling: Rule = (files) =>
  files
    .filter(isScript)
    .flatMap((file) =>
      notErasable
        .filter(([, pattern]) => pattern.test(codeOf(file)))
        .map(([name]) => `${file.path}: has ${name}`),
    )

/** What is exported has one name. Vite and node:test's reporters alone demand a default. */
export const noDefaultExports: Rule = (files) =>
  files
    .filter((file) => isScript(file) && !/(vite\.config|\.reporter)\.ts$/.test(file.path))
    .filter((file) => /^\s*export\s+default\b|\bexport\s*\{[^}]*\bas\s+default\b/m.test(codeOf(file)))
    .map((file) => `${file.path}: has a default export`)

/** `server/lib` is a closed list, so that it does not become the place for everything. */
export const libIsClosed: Rule = (files) =>
  files
    .filter(({ path }) => path.startsWith('server/lib/'))
    .filter(({ path }) => !lib.includes(path.replace(/^server\/lib\/|(?:\.test)?\.ts$/g, '')))
    .map(({ path }) => `${path}: is not one of ${lib.join(', ')}`)

/** What is left to do has an issue's number, or is done. */
export const leftoversAreNumbered: Rule = (files) =>
  files
    .filter((file) => !isDocument(file))
    .flatMap((file) =>
      [...file.text.matchAll(/\b(?:TO[D]O|FIX[M]E)\b(?!\s*\(?#\d)/g)].map(
        (found) => `${file.path}: a ${found[0]} without a number`,
      ),
    )

const textOf = (files: readonly File[], path: string) => files.find((file) => file.path === path)?.text ?? ''

/** What a capability lacks of its contract file, its row in the glossary and its story. */
function missingOf(name: string, files: readonly File[]): string[] {
  const stories = files.filter(({ path }) => path.startsWith('test/stories/'))
  const told = new RegExp(`// stories: (?:.*, )?${name}(?:,|$)`, 'm')
  const has = {
    contract: withoutContract.includes(name) || files.some(({ path }) => path === `contract/${name}.ts`),
    glossary: new RegExp(`^(?:\\| ${name} \\||#+ ${name}$)`, 'm').test(textOf(files, 'GLOSSARY.md')),
    story: stories.some(({ path, text }) => path.includes(name) || told.test(text)),
  }
  return [
    ...(has.contract ? [] : [`contract/${name}.ts`]),
    ...(has.glossary ? [] : ['a row in GLOSSARY.md']),
    ...(has.story ? [] : [`a story: test/stories/${name}….test.ts, or "// stories: ${name}" in one`]),
  ]
}

/** A capability is a name: it is found in the contract, in the glossary and in a story. */
export const capabilitiesAreWhole: Rule = (files) => {
  const folders = files.filter(({ path }) => path.startsWith('server/')).map(({ path }) => placeOf(path))
  return [...new Set(folders)]
    .filter(isCapability)
    .flatMap((name) => missingOf(name, files).map((missing) => `server/${name}: lacks ${missing}`))
}

/** Each refusal is produced by a test. A code of one word must stand in quotes: sentences use it too. */
export const refusalsAreTested: Rule = (files) => {
  const codes = [...textOf(files, 'contract/refusals.ts').matchAll(/^ {2}([a-z_]+): \d{3},/gm)]
  const tests = files.filter((file) => isTest(file) && !file.path.startsWith('test/tidy'))
  return codes
    .map(([, code = '']) => code)
    .filter((code) => {
      const mark = new RegExp(code.includes('_') ? `\\b${code}\\b` : `['"]${code}['"]`)
      return !tests.some(({ text }) => mark.test(text))
    })
    .map((code) => `contract/refusals.ts: no test produces ${code}`)
}

/** Codes are black on white in the dark too; everything else takes its colours from the tokens of web/ui/app.css. */
const alwaysWhite = ['web/ui/QrCode.tsx', 'web/ui/Bars.tsx']

/** A surface is `bg-card`, what is written on a filled one `text-on-fill`: white stays white in the dark. */
export const coloursAreTokens: Rule = (files) =>
  files
    .filter((file) => file.path.startsWith('web/') && isScript(file) && !alwaysWhite.includes(file.path))
    .filter((file) => /\b(?:bg|text)-white\b/.test(file.text))
    .map((file) => `${file.path}: is white in the dark; use bg-card or text-on-fill`)

/** Each package has one row that says what it is for, and no row outlives its package. */
export const packagesHaveReasons: Rule = (files) => {
  const groups: Record<string, Record<string, string> | undefined> = JSON.parse(
    textOf(files, 'package.json') || '{}',
  )
  const kinds = ['dependencies', 'devDependencies', 'optionalDependencies']
  const packages = kinds.flatMap((kind) => Object.keys(groups[kind] ?? {}))
  const rows = [...textOf(files, 'docs/dependencies.md').matchAll(/^\| `([^`]+)` \| .+ \|$/gm)]
  const reasons = rows.map(([, name = '']) => name)
  return [
    ...packages
      .filter((name) => !reasons.includes(name))
      .map((name) => `package.json: ${name} has no reason`),
    ...reasons
      .filter((name) => !packages.includes(name))
      .map((name) => `docs/dependencies.md: ${name} is gone`),
  ]
}

const japanese = /[\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff]/u
const speaksToResidents = /^web\/(?:resident|ui)\/(?!words\/)/

/** What residents read stands in the catalogues, one per language, and not in the screens. */
export const wordsStandInCatalogues: Rule = (files) =>
  files
    .filter((file) => isScript(file) && !isTest(file) && speaksToResidents.test(file.path))
    .flatMap((file) =>
      withoutComments(file)
        .split('\n')
        .flatMap((line, index) =>
          japanese.test(line) ? [`${file.path}:${index + 1}: says ${line.trim()}`] : [],
        ),
    )
