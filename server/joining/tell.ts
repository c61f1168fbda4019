// The mails of an application. Each brings a link of its own, which is made as the mail is sent and kept nowhere.
import type { Context } from '../context.ts'
import type { Jobs } from '../jobs/queue.ts'
import { hashSecret, makeId, makeSecret } from '../lib/id.ts'
import {
  findApplication,
  insertLink,
  isOwnerMail,
  listQuestions,
  opensWithKnownLogin,
  readChoices,
} from './queries.ts'
import { linkDays, linkExpiry } from './rules.ts'

type What = Jobs['joining.tell']['what']

const subjects: Record<What, string> = {
  link: '加盟店のお申し込みページ',
  received: '加盟店のお申し込みを受け付けました',
  asked: '加盟店のお申し込みについて、おたずねします',
  approved: '加盟店のお申し込みが承認されました',
  declined: '加盟店のお申し込みの結果',
}

/** Sends the mail about what has happened to an application; nothing for one that is gone. */
export async function tellApplicant(
  context: Context,
  { applicationId, what }: Jobs['joining.tell'],
): Promise<void> {
  const application = await findApplication(context.database, applicationId)
  if (!application) return
  const { appName } = await readChoices(context.database, context.now())
  const asked =
    what === 'asked' ? (await listQuestions(context.database, applicationId)).at(-1)?.text : undefined
  const { reason, storeNumber, mail, appliedBy } = application
  const facts = {
    ...{ appName, asked, reason, storeNumber },
    knownLogin: what === 'approved' && (await opensWithKnownLogin(context.database, applicationId)),
    owner: what === 'link' && appliedBy === null && (await isOwnerMail(context.database, mail)),
  }
  const token = makeSecret()
  const at = context.now()
  const expiresAt = linkExpiry(at)
  await insertLink(context.database, { tokenHash: hashSecret(token), applicationId, at, expiresAt })
  await context.providers.mail.send({
    to: mail,
    subject: subjects[what],
    text: [
      ...linesOf(what, facts),
      '',
      'お申し込みのページ',
      // Behind the hash, so that the secret is sent to no server and stands in no log.
      `${context.config.origin}/merchant/join/application#token=${token}`,
      `このリンクは${linkDays}日間使えます。ほかの人に教えないでください。`,
      '',
      'お心当たりのない場合は、このメールを破棄してください。',
    ].join('\n'),
    reference: makeId(),
  })
}

type MailFacts = {
  appName: string
  asked: string | undefined
  reason: string | null
  storeNumber: string | null
  knownLogin: boolean
  owner: boolean
}

function linesOf(
  what: What,
  { appName, asked, reason, storeNumber, knownLogin, owner }: MailFacts,
): string[] {
  const texts: Record<What, string[]> = {
    link: [
      `${appName}の加盟店のお申し込みを続けるには、下のリンクを開いてください。`,
      '途中まで入力した内容は保存され、同じページからいつでも続けられます。',
      ...(owner
        ? [
            '',
            'このメールアドレスでは、すでにお店のオーナーとしてログインできます。',
            'お店を増やすときは、加盟店アプリの「メニュー」の「お店を増やす」からお申し込みください。',
          ]
        : []),
    ],
    received: [
      `${appName}の加盟店のお申し込みを受け付けました。`,
      '事務局が内容を確認します。進み具合は、下のページでいつでも見られます。',
    ],
    asked: [
      'お申し込みについて、事務局からおたずねしたいことがあります。',
      '',
      asked ?? '',
      '',
      '下のページからお答えください。',
    ],
    approved: [
      '加盟店のお申し込みが承認されました。',
      `お店の番号は ${storeNumber ?? ''} です。`,
      knownLogin
        ? 'いつものログインのまま、加盟店アプリの「メニュー」の「お店の切り替え」から、新しいお店を選べます。'
        : 'パスワードを決めるためのリンクを、別のメールでお送りします。ログインすると、お支払いのコードを表示・印刷できます。',
    ],
    declined: [
      'お申し込みを検討しましたが、今回は見送らせていただくことになりました。',
      '',
      '理由',
      reason ?? '',
    ],
  }
  return texts[what]
}
