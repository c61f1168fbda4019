// What the SMS company says of a message, signed as it signs (X-Twilio-Signature).
import { createHmac } from 'node:crypto'
import { demoSms } from '#server/providers/demo-keys.ts'
import { sql } from '#server/lib/database.ts'
import type { Town } from './town.ts'

export type Report = { reference: string; to: string; status: string; errorCode?: string }

/** The id of the newest message to a phone, which the company knows as its reference. */
export async function newestMessage(town: Town, phone: string): Promise<string> {
  const { id } = await town.database.one<{ id: string }>(sql`
    select id from passcodes.passcode where phone = ${phone} order by sent_at desc, id desc limit 1`)
  return id
}

/** A report as a request: `sign` with another key, or change it afterwards, to see that it is not believed. */
export function makeReport(
  town: Town,
  { reference, to, status, errorCode }: Report,
  key = demoSms.authToken,
) {
  const fields: Record<string, string> = {
    AccountSid: demoSms.accountSid,
    ...(errorCode ? { ErrorCode: errorCode } : {}),
    MessageSid: 'SM00000000000000000000000000000000',
    MessageStatus: status,
    To: to,
  }
  const url = `/api/sms-reports?reference=${reference}`
  const text = Object.entries(fields).reduce((sum, [name, value]) => sum + name + value, town.origin + url)
  return {
    method: 'POST' as const,
    url,
    body: new URLSearchParams(fields).toString(),
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': createHmac('sha1', key).update(text).digest('base64'),
    },
  }
}
