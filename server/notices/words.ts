import type { Told } from '#contract/notices.ts'

/** The names that a town gives to its money. */
type Names = { coinName: string; pointsName: string }
type Words = { title: string; body: string }
type Of<Kind extends Told['kind']> = Extract<Told, { kind: Kind }>

const say = (value: number) => value.toLocaleString('ja-JP')

/** 「4月1日」: the year goes without saying for what is near. */
function sayShortDay(day: string): string {
  const [, month, date] = day.split('-').map(Number)
  return `${month}月${date}日`
}

const securityWords: Record<Of<'security'>['event'], string> = {
  new_device: '新しい端末でログインがありました',
  password_changed: 'パスワードが変更されました',
  password_reset: 'パスワードが再設定されました',
  mail_change_asked: 'メールアドレス変更の申し込みがありました',
  mail_changed: 'メールアドレスが変更されました',
  second_step_changed: '2段階認証の設定が変更されました',
  way_in_added: 'ログイン方法が追加されました',
  way_in_removed: 'ログイン方法が外されました',
  signed_out_by_office: '窓口の手続きにより、すべての端末からログアウトしました',
  leaving_cancelled: 'ログインがあったため、退会を取り消しました',
  recovery_opened: '窓口で、ログインの復旧が受け付けられました',
  recovery_approved: '窓口で、ログインの復旧が承認されました',
  recovered: '電話番号が新しくなり、2段階認証が設定し直されました',
}

const whyWords: Record<NonNullable<Of<'automatic_top_up'>['because']>, string> = {
  monthly_ceiling: 'ご自身で決めた1か月の上限に達しました。来月から、また自動でチャージします。',
  limit: 'チャージできる上限に達しました。上限が戻ると、また自動でチャージします。',
  balance_cap: '残高の上限を超えるため、チャージしませんでした。',
  declined: '銀行でお取引できませんでした。口座の残高などを確かめてください。',
  account_gone: '口座の登録が解除されました。',
  not_allowed: 'ご本人の確認が必要になりました。',
}

function sayAutomatic({ of, because, amount }: Of<'automatic_top_up'>, { coinName }: Names): Words {
  const why = because === null ? '' : whyWords[because]
  switch (of) {
    case 'switched_on':
      return { title: 'オートチャージを設定しました', body: `${coinName}を自動でチャージします。` }
    case 'topped_up':
      return { title: 'オートチャージしました', body: `${coinName}を${say(amount ?? 0)}円チャージしました。` }
    case 'held':
      return { title: 'オートチャージは行われませんでした', body: why }
    default:
      return { title: 'オートチャージを止めました', body: why }
  }
}

const helpTitles: Record<Of<'helper'>['event'], (name: string) => string> = {
  began: (name) => `${name} さんとのお手伝いが始まりました`,
  caps_changed: (name) => `${name} さんとのお手伝いの金額が変わりました`,
  ended: (name) => `${name} さんとのお手伝いが終わりました`,
  topped_up: (name) => `${name} さんが代わりにチャージしました`,
  paid: (name) => `${name} さんが代わりに支払いました`,
}

function sayHelp({ event, name, amount }: Of<'helper'>): Words {
  const body = amount === null ? '内容は「家族のお手伝い」で確かめられます。' : `${say(amount)}円`
  return { title: helpTitles[event](name), body }
}

function sayMoney({ storeName, coin, points }: Of<'payment' | 'refund'>, { coinName, pointsName }: Names) {
  const parts = [
    ...(coin > 0 ? [`${coinName} ${say(coin)}円`] : []),
    ...(points > 0 ? [`${pointsName} ${say(points)}ポイント`] : []),
  ]
  return `${storeName} ${parts.join('、')}`
}

/** Says a notice in the town's words. */
export function sayNotice(told: Told, names: Names): Words {
  const { pointsName } = names
  switch (told.kind) {
    case 'town':
      return { title: told.title, body: told.body }
    case 'payment':
      return { title: 'お支払いが完了しました', body: sayMoney(told, names) }
    case 'refund':
      return { title: '返金がありました', body: sayMoney(told, names) }
    case 'points_expiring':
      return {
        title: `${sayShortDay(told.lastDay)}に${pointsName}の期限が切れます`,
        body: `${say(told.points)}ポイントは、${sayShortDay(told.lastDay)}まで使えます。`,
      }
    case 'points_granted':
      return {
        title: `${pointsName}が届きました`,
        body: `${told.campaign ? `${told.campaign} ` : ''}${say(told.points)}ポイント`,
      }
    case 'automatic_top_up':
      return sayAutomatic(told, names)
    case 'security':
      return {
        title: securityWords[told.event],
        body: 'お心当たりのない場合は、「ログインと端末」を確かめてください。',
      }
    case 'helper':
      return sayHelp(told)
  }
}

/** Says a notice so that nobody who sees the locked screen learns an amount or a shop. */
export function sayDiscreetly(told: Told, names: Names): Words {
  const { title, body } = sayNotice(told, names)
  if (told.kind === 'town' || told.kind === 'security') return { title, body }
  if (told.kind === 'helper' && told.amount === null) return { title, body }
  if (told.kind === 'automatic_top_up' && told.of !== 'topped_up') return { title, body }
  return { title, body: 'アプリを開いて確かめてください。' }
}

/** The screen of the resident app that a notice is about; nothing where it says everything itself. */
export function pathOfNotice(told: Told): string | null {
  switch (told.kind) {
    case 'payment':
    case 'refund':
    case 'points_granted':
      return `/history/${told.postingId}`
    case 'points_expiring':
      return '/history'
    case 'automatic_top_up':
      return '/top-ups/automatic'
    case 'security':
      return '/menu/devices'
    case 'helper':
      return told.amount === null ? '/family' : '/history'
    default:
      return null
  }
}
