import type { Config } from './config.ts'
import type { Queue } from './jobs/queue.ts'
import type { Database } from './lib/database.ts'
import type { AtmProvider } from './providers/atm/port.ts'
import type { BankProvider } from './providers/bank/port.ts'
import type { CardProvider } from './providers/card/port.ts'
import type { IdCardProvider } from './providers/id-card/port.ts'
import type { MailProvider } from './providers/mail/port.ts'
import type { PushProvider } from './providers/push/port.ts'
import type { ReportProvider } from './providers/report.ts'
import type { SignInProvider } from './providers/sign-in/port.ts'
import type { SmsProvider } from './providers/sms/port.ts'
import type { Pulse } from './pulse.ts'

export type Providers = {
  bank: BankProvider
  /** Who reports every day what was charged, by the name of the source. */
  reports: Record<string, ReportProvider>
  atm: AtmProvider
  card: CardProvider
  sms: SmsProvider
  mail: MailProvider
  push: PushProvider
  idCard: IdCardProvider
  google: SignInProvider
  apple: SignInProvider
}

/** Everything an operation may use; passed by hand. */
export type Context = {
  config: Config
  database: Database
  /**
   * Connections for sessions, payments and the line that gives way to them alone: a rush of charges or a report that
   * holds all others cannot keep the tills waiting.
   */
  tillDatabase: Database
  /** For the office's long questions: they leave the processors to everybody else. */
  reportDatabase: Database
  queue: Queue
  providers: Providers
  /** Where payments are answered: how quickly they are. */
  pulse?: Pulse
  now: () => Date
}
