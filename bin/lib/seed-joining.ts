// The part of the seed that is about joining: the terms for stores, and a shop that has applied.
import { createHash } from 'node:crypto'
import { accountKeyOf, applicationForm, digitsOf } from '#contract/joining-form.ts'
import { searchKey } from '#contract/kana.ts'
import { type Queries, sql } from '#server/lib/database.ts'
import { waitingApplication } from '../../seed/application.ts'
import { seedId } from '../../seed/id.ts'
import { merchantTerms } from '../../seed/merchant-terms.ts'
import { openedAt } from './seed-town.ts'

/** Writes the terms for stores and one application that waits for the office, counted back from a day. */
export async function seedApplication(tx: Queries, now: Date): Promise<void> {
  const { version, title, paragraphs } = merchantTerms
  await tx.run(sql`
    insert into joining.terms (version, title, paragraphs, valid_from)
    values (${version}, ${title}, ${JSON.stringify(paragraphs)}, ${openedAt})`)
  const { mail, daysAgo, document } = waitingApplication
  const form = applicationForm.parse(waitingApplication.form)
  const at = new Date(now.getTime() - daysAgo * 86_400_000)
  const id = seedId(`application:${mail}`)
  await tx.run(sql`
    insert into joining.application
      (id, mail, state, form, begun_at, saved_at, links_since, terms_version, agreed_at, sent_at, account_key,
       phone_key, name_key)
    values (${id}, ${mail}, 'sent', ${JSON.stringify(form)}, ${at}, ${at}, ${at}, ${version}, ${at}, ${at},
            ${accountKeyOf(form)}, ${digitsOf(form.phone)}, ${searchKey(form.storeKana)})`)
  const content = Buffer.from(`${document.lines.join('\n')}\n`)
  const sha256 = createHash('sha256').update(content).digest()
  await tx.run(sql`
    insert into joining.document (id, application_id, name, type, content, sha256, added_at)
    values (${seedId(`document:${mail}`)}, ${id}, ${document.name}, 'application/pdf', ${content}, ${sha256}, ${at})`)
}
