// A reporter for node:test that writes the file of each test that failed, one in a line.
type Event = { type: string; data: { file?: string } }

/** Gives the lines as node:test asks a reporter for them; a file stands there as often as tests of it failed. */
export default async function* failedFiles(events: AsyncIterable<Event>): AsyncGenerator<string> {
  for await (const { type, data } of events)
    if (type === 'test:fail' && data.file !== undefined) yield `${data.file}\n`
}
