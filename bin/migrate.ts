// Brings the database up to date: the one at DATABASE_URL, or the town's own.
import { migrate } from '../db/migrate.ts'
import { sayWhyNot, withTownDatabase } from './lib/town-database.ts'

await withTownDatabase((url) => migrate(url, { log: (line) => console.log(line) })).then(
  () => console.log('The database is up to date.'),
  sayWhyNot,
)
