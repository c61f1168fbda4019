// A reporter for node:test that writes the test file of each test that failed, one in a line.
type Event = { type: string; data: { file?: string; entryFile?: string } }

/**
 * Gives the lines as node:test asks a reporter for them; a file stands there as often as tests of it failed. A test
 * that stands in another file, for several to share, counts for the file that was run.
 */
export default async function* failedFiles(events: AsyncIterable<Event>): AsyncGenerator<string> {
  for await (const { type, data } of events) {
    const file = data.entryFile ?? data.file
    if (type === 'test:fail' && file !== undefined) yield `${file}\n`
  }
}
