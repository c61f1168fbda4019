// A shop that wants to join: its form, its files, and the steps to the office's table.
import {
  addDocument,
  checkApplication,
  decideApproval,
  listApplications,
  proposeApproval,
  saveApplication,
  screeningItem,
  sendApplication,
  startApplication,
} from '#contract/joining.ts'
import { type ApplicationForm, emptyForm } from '#contract/joining-form.ts'
import { makeId } from '#server/lib/id.ts'
import { merchantTerms } from '../seed/merchant-terms.ts'
import type { Client } from './client.ts'
import { manager, office } from './people.ts'
import type { Town } from './town.ts'

/** A form that can be sent. */
export const goodForm: ApplicationForm = {
  ...emptyForm,
  ...{ kind: 'corporate', corporateNumber: '7000012050002', businessName: '株式会社つむぎ商店' },
  ...{ businessKana: 'カブシキガイシャツムギショウテン', representative: '紬 糸子' },
  ...{ storeName: 'つむぎ雑貨店', storeKana: 'ツムギザッカテン', category: 'household', ward: '浦和区' },
  ...{ address: 'さいたま市浦和区高砂99丁目8', phone: '048-000-9911', opensAt: '10:00', closesAt: '19:00' },
  ...{ closedOn: [3], hoursNote: '', acceptsPoints: true, excludedGoods: ['たばこ'] },
  ...{ bankCode: '0017', branchCode: '256', accountNumber: '7654321', holderKana: 'カ)ツムギシヨウテン' },
  notAntisocial: true,
}

/** The smallest files that are what they say. */
export const smallPdf = Buffer.from(
  '%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n',
)
export const smallPng = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
)

/** Begins an application with this address; gives the secret of the link in the mail. */
export async function begin(town: Town, mail: string, client = town.newClient()): Promise<string> {
  await client.ask(startApplication, { body: { mail } })
  await town.work()
  return tokenOf(await town.inboxOf(mail).lastLink())
}

/** The secret of a link; it stands behind the hash. */
export const tokenOf = (link: URL): string => new URLSearchParams(link.hash.slice(1)).get('token') ?? ''

/** Writes and sends an application; gives its secret. */
export async function apply(town: Town, mail: string, form: Partial<ApplicationForm> = {}): Promise<string> {
  const client = town.newClient()
  const token = await begin(town, mail, client)
  await client.ask(saveApplication, { body: { token, form: { ...goodForm, ...form } } })
  await client.ask(addDocument, { body: fileOf(token) })
  await client.ask(sendApplication, { body: { token, termsVersion: merchantTerms.version } })
  await town.work()
  return token
}

export const fileOf = (
  token: string,
  content: Buffer = smallPdf,
  name = '営業許可証.pdf',
  id = makeId(),
) => ({
  ...{ token, id, name },
  content: content.toString('base64'),
})

/** Looks at every point, as the office has to before somebody may propose. */
export async function screen(desk: Client, applicationId: string): Promise<void> {
  for (const item of screeningItem.options)
    await desk.ask(checkApplication, { params: { applicationId }, body: { item, note: '確認しました' } })
}

const place = { latitude: 35.8617, longitude: 139.6455 }

/** Screens and approves an application with both people of the office; gives the store's number. */
export async function approve(town: Town, applicationId: string): Promise<string> {
  const [first, second] = [await town.signInOperator(office.mail), await town.signInOperator(manager.mail)]
  await screen(first, applicationId)
  await first.ask(proposeApproval, { params: { applicationId }, body: place })
  const { storeNumber } = await second.ask(decideApproval, {
    params: { applicationId },
    body: { decision: 'confirmed' },
  })
  await town.work()
  return storeNumber ?? ''
}

/** The application that came last of those that wait at the office. */
export async function newestApplication(town: Town): Promise<string> {
  const desk = await town.signInOperator(office.mail)
  return (await desk.ask(listApplications, { query: {} })).applications.at(-1)?.id ?? ''
}

/** The link in the newest mail whose subject has this in it. */
export async function linkIn(town: Town, to: string, subject: string): Promise<URL> {
  const found = (await town.inboxOf(to).all()).findLast((each) => each.subject.includes(subject))
  return new URL(/https?:\/\/\S+/.exec(found?.text ?? '')?.[0] ?? '')
}
