// The mails about one's way in. They name what happened and what to do if it was somebody else.
import type { Person } from '../access.ts'

export type Notice =
  | 'new_device'
  | 'password_changed'
  | 'password_reset'
  | 'mail_change_asked'
  | 'mail_changed'
  | 'second_step_changed'
  | 'way_in_added'
  | 'way_in_removed'
  | 'signed_out_by_office'
  | 'leaving_cancelled'
  | 'recovery_opened'
  | 'recovery_approved'
  | 'recovered'

const subjects: Record<Notice, string> = {
  new_device: '新しい端末でログインがありました',
  password_changed: 'パスワードが変更されました',
  password_reset: 'パスワードが再設定されました',
  mail_change_asked: 'メールアドレス変更の申し込みがありました',
  mail_changed: 'メールアドレスが変更されました',
  second_step_changed: '2段階認証の設定が変更されました',
  way_in_added: 'ログイン方法が追加されました',
  way_in_removed: 'ログイン方法が外されました',
  leaving_cancelled: 'ログインがあったため、退会を取り消しました',
  recovery_opened: '窓口で、ログインの復旧が受け付けられました',
  recovery_approved: '窓口で、ログインの復旧が承認されました',
  recovered: '電話番号が新しくなり、2段階認証が設定し直されました',
  signed_out_by_office: '窓口の手続きにより、すべての端末からログアウトしました',
}

/** What a notice says in one line. */
export const subjectOf = (notice: Notice): string => subjects[notice]

const minute = new Intl.DateTimeFormat('ja-JP', {
  timeZone: 'Asia/Tokyo',
  dateStyle: 'long',
  timeStyle: 'short',
})

type Audience = Person['audience']

/** What to do at once for whoever did not do it, and where. */
const advice: Record<Audience, { words: string; page: string }> = {
  resident: {
    words:
      'お心当たりのない場合は、すぐに下のページでパスワードを変更し、ほかの端末からログアウトしてください。',
    page: '/menu/devices',
  },
  staff: {
    words: 'お心当たりのない場合は、すぐに下のページでパスワードを決め直し、店主か事務局に知らせてください。',
    page: '/merchant/password-reset',
  },
  operator: {
    words: 'お心当たりのない場合は、すぐに下のページでパスワードを決め直し、ほかの担当者に知らせてください。',
    page: '/operator/password-reset',
  },
}

type About = { at: Date; origin: string; device?: string; audience?: Audience }

/** Writes a notice, to a resident unless it is said for whom; refuses nothing. */
export function writeNotice(
  notice: Notice,
  { at, origin, device, audience = 'resident' }: About,
): { subject: string; text: string } {
  const { words, page } = advice[audience]
  const lines = [
    `${subjects[notice]}。`,
    '',
    `日時：${minute.format(at)}`,
    ...(device ? [`端末：${device}`] : []),
    '',
    'ご自身の操作であれば、何もする必要はありません。',
    ...(notice.startsWith('recovery_')
      ? [
          'お心当たりのない場合は、すぐにログインしてください。2段階認証を通ると、この手続きは取り消されます。',
          `${origin}/sign-in`,
        ]
      : [words, `${origin}${page}`]),
  ]
  return { subject: subjects[notice], text: lines.join('\n') }
}
